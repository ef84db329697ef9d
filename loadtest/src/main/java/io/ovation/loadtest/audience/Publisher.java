package io.ovation.loadtest.audience;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.loadtest.publish.PublishClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts what members do, and forgets it: with too many requests in flight more are dropped, as are failed ones. */
final class Publisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final long REPORT_EVERY_NANOS = Duration.ofSeconds(30).toNanos();

    private final Counter dropped = Metrics.counter("ovation.loadtest.audience.dropped", "reason", "in-flight");
    private final Counter failed = Metrics.counter("ovation.loadtest.audience.failed", "reason", "not-accepted");
    private final AtomicLong reportAfterNanos = new AtomicLong(System.nanoTime());
    private final PublishClient client;
    private final Semaphore permits;

    Publisher(PublishClient client, int maxInFlight) {
        this.client = client;
        this.permits = new Semaphore(maxInFlight);
    }

    void post(String path, Map<String, ?> body) {
        if (!permits.tryAcquire()) {
            dropped.increment();
            return;
        }
        client.post(path, body).whenComplete((accepted, failure) -> {
            permits.release();
            if (failure != null) {
                onFailure(path, failure);
            }
        });
    }

    @Override
    public void close() {
        client.close();
    }

    private void onFailure(String path, Throwable failure) {
        failed.increment();
        long now = System.nanoTime();
        long due = reportAfterNanos.get();
        if (now - due >= 0 && reportAfterNanos.compareAndSet(due, now + REPORT_EVERY_NANOS)) {
            // As text: a line says enough.
            LOG.warn(
                    "The audience could not publish to {}, and may fail again unreported: {}",
                    path,
                    String.valueOf(failure));
        }
    }
}
