package io.ovation.access.key;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.async.StageFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer, read again and again in the background. The last that were read are kept for as long as there
 * are no newer ones, however long the issuer cannot be reached; a key that the issuer does not serve any more is gone. A
 * node that starts takes those that were kept, until it has read them itself.
 */
public final class IssuerKeys implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    /** Nodes must not ask all at the same time. */
    private static final double JITTER = 0.1;

    private final String name;
    private final KeySource source;
    private final KeyTimes times;
    private final Optional<KeptKeys> kept;
    private final ScheduledExecutorService timer;
    private final Counter done = Metrics.counter("ovation.access.keys.reads", "outcome", "done");
    private final Counter failed = Metrics.counter("ovation.access.keys.reads", "outcome", "failed");

    private volatile KeySet current = KeySet.NONE;

    /** All below are the timer's. */
    private CompletableFuture<KeySet> reading = CompletableFuture.completedFuture(KeySet.NONE);

    private long begun;
    private boolean everBegun;
    private boolean lastFailed;
    private boolean lastNotKept;

    private IssuerKeys(String name, KeySource source, KeyTimes times, Optional<KeptKeys> kept) {
        this.name = name;
        this.source = source;
        this.times = times;
        this.kept = kept;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "issuer-keys");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins to read them, and goes on to.
     *
     * @param where a file, or a URL that begins with {@code http}
     * @param kept where those of a URL are kept
     */
    public static IssuerKeys at(String where, KeyTimes times, KeptKeys kept) {
        IssuerKeys keys = where.toLowerCase(Locale.ROOT).startsWith("http")
                ? new IssuerKeys(where, new KeyUrl(URI.create(where), times.timeout()), times, Optional.of(kept))
                : new IssuerKeys(where, new KeyFile(Path.of(where)), times, Optional.empty());
        keys.timer.execute(keys::takeKept);
        keys.timer.execute(keys::readAndGoOn);
        return keys;
    }

    /** @return empty until they were read for the first time */
    public KeySet current() {
        return current;
    }

    /**
     * Reads them because a token names a key that is not among them. Tokens can name whatever they like, so this is done
     * only if the last time is long enough ago.
     *
     * @return the keys as they are then; completes soon, whatever the issuer does
     */
    public CompletionStage<KeySet> newer() {
        CompletableFuture<KeySet> newer = new CompletableFuture<>();
        timer.execute(() -> {
            if (reading.isDone() && isLongAgo()) {
                read();
            }
            reading.whenComplete((set, failure) -> newer.complete(current));
        });
        return newer.completeOnTimeout(current, times.longestWait().toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(set -> current);
    }

    private void takeKept() {
        kept.flatMap(file -> file.read(name)).ifPresent(set -> {
            LOG.info("the keys that {} served before are good until there are newer ones", name);
            current = set;
        });
    }

    private boolean isLongAgo() {
        return !everBegun || System.nanoTime() - begun >= times.between().toNanos();
    }

    private void readAndGoOn() {
        if (reading.isDone()) {
            read();
        }
        reading.whenComplete((set, failure) -> {
            if (!timer.isShutdown()) {
                timer.schedule(this::readAndGoOn, pause().toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    private Duration pause() {
        Duration pause = current.isEmpty() || lastFailed ? times.between() : times.period();
        double jitter = 1 + ThreadLocalRandom.current().nextDouble(-JITTER, JITTER);
        return Duration.ofMillis((long) (pause.toMillis() * jitter));
    }

    private void read() {
        everBegun = true;
        begun = System.nanoTime();
        reading = new CompletableFuture<>();
        CompletableFuture<KeySet> result = reading;
        source.read()
                .thenApply(KeySet::parse)
                .whenCompleteAsync(
                        (set, failure) -> {
                            if (failure == null) {
                                take(set);
                            } else {
                                keepLast(failure);
                            }
                            result.complete(current);
                        },
                        timer);
    }

    private void take(KeySet set) {
        done.increment();
        lastFailed = false;
        if (!set.isSameAs(current)) {
            LOG.info("the keys of {} are new here", name);
            current = set;
        }
        kept.ifPresent(file -> keep(file, set));
    }

    /** At each reading, because the file says when that was. */
    private void keep(KeptKeys file, KeySet set) {
        try {
            file.keep(name, set);
            lastNotKept = false;
        } catch (IOException e) {
            if (!lastNotKept) {
                LOG.warn("the keys of {} cannot be kept for the next start: {}", name, e.toString());
            }
            lastNotKept = true;
        }
    }

    /** Once for each outage. */
    private void keepLast(Throwable failure) {
        failed.increment();
        if (!lastFailed) {
            String reason = String.valueOf(StageFailure.unwrap(failure));
            if (current.isEmpty()) {
                LOG.warn("no keys of {}, so no token that needs them is taken until there are: {}", name, reason);
            } else {
                LOG.warn("no newer keys of {}; those that there are are kept: {}", name, reason);
            }
        }
        lastFailed = true;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
