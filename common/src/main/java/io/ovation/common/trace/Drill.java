package io.ovation.common.trace;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delays or drops events at one stage on purpose, so that operators can rehearse an alert and tests can plant a fault.
 * Says so in the log as long as it lasts.
 */
public final class Drill {

    private static final Logger LOG = LoggerFactory.getLogger(Drill.class);
    /** Events that may wait; of more, the latest are dropped. */
    private static final int MOST_WAITING = 100_000;

    private static final Duration WARNING_INTERVAL = Duration.ofSeconds(30);

    private final @Nullable Stage stage;
    private final Duration delay;
    private final double drop;
    private final @Nullable ScheduledExecutorService later;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Counter dropped;
    private final Counter delayed;

    public Drill(DrillSettings settings) {
        this.stage = settings.stage().orElse(null);
        this.delay = settings.delay();
        this.drop = settings.drop();
        this.later = stage == null ? null : start(settings);
        this.dropped = Metrics.counter("ovation.drill.events", "outcome", "dropped");
        this.delayed = Metrics.counter("ovation.drill.events", "outcome", "delayed");
    }

    /** Nothing happens to any event. */
    public static Drill none() {
        return new Drill(new DrillSettings(Optional.empty(), Duration.ZERO, 0));
    }

    /** Whether events are to {@link #pass} there. */
    public boolean isAt(Stage here) {
        return stage == here;
    }

    /** How late each is. */
    public Duration delay() {
        return delay;
    }

    /**
     * Lets an event go on at the stage of the drill: now, later in the order in which they came, or never.
     *
     * @param goOn run by any thread
     */
    public void pass(Runnable goOn) {
        if (ThreadLocalRandom.current().nextDouble() < drop) {
            dropped.increment();
        } else if (delay.isZero() || later == null) {
            goOn.run();
        } else if (waiting.get() >= MOST_WAITING) {
            dropped.increment();
        } else {
            delayed.increment();
            waiting.incrementAndGet();
            later.schedule(() -> endWaiting(goOn), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void endWaiting(Runnable goOn) {
        waiting.decrementAndGet();
        goOn.run();
    }

    /** One thread, so that what is equally late stays in order. */
    private static ScheduledExecutorService start(DrillSettings settings) {
        ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "drill");
            thread.setDaemon(true);
            return thread;
        });
        String stage = settings.stage().orElseThrow().label();
        later.scheduleAtFixedRate(
                () -> LOG.warn(
                        "DRILL: this node delays events at {} by {} ms and drops {} % of them (ovation.drill)",
                        stage, settings.delay().toMillis(), settings.drop() * 100),
                0,
                WARNING_INTERVAL.toSeconds(),
                TimeUnit.SECONDS);
        return later;
    }
}
