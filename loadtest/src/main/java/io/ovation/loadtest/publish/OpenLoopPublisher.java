package io.ovation.loadtest.publish;

import io.ovation.common.async.StageFailure;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Sends stamped comments when the {@link Schedule} says so, without waiting for answers. With too many in flight it is
 * held up and sends late; that shows in the latencies, which count from the intended times, and in {@link #lateness()}.
 */
public final class OpenLoopPublisher {

    private static final int MAX_REASONS = 5;
    private static final String MEMBER = "loadtest";

    private final PublishClient client;
    private final Topic topic;
    private final int run;
    private final Schedule schedule;
    private final Publications publications;
    private final int maxInFlight;
    private final Semaphore permits;
    private final AtomicInteger failed = new AtomicInteger();
    private final Set<String> reasons = new ConcurrentSkipListSet<>();
    private final Histogram lateness = new Histogram(TimeUnit.HOURS.toNanos(1), 3);

    /** @param run tells this run's events from those of others on the same topic */
    public OpenLoopPublisher(
            PublishClient client, Topic topic, int run, Schedule schedule, Publications publications, int maxInFlight) {
        this.client = client;
        this.topic = topic;
        this.run = run;
        this.schedule = schedule;
        this.publications = publications;
        this.maxInFlight = maxInFlight;
        this.permits = new Semaphore(maxInFlight);
    }

    /** Sends the events from one number up to, but not including, another; returns when the last has been sent. */
    public void publish(int from, int to) throws InterruptedException {
        for (int sequence = from; sequence < to; sequence++) {
            long intended = schedule.intendedNanos(sequence);
            sleepUntil(intended);
            permits.acquire();
            lateness.recordValue(Math.max(0, System.nanoTime() - intended));
            send(sequence, intended);
        }
    }

    /** @return whether every event sent has been answered, or has failed, in time */
    public boolean awaitAnswers(Duration atMost) throws InterruptedException {
        boolean all = permits.tryAcquire(maxInFlight, atMost.toNanos(), TimeUnit.NANOSECONDS);
        if (all) {
            permits.release(maxInFlight);
        }
        return all;
    }

    /** How many events the server did not accept. */
    public int failed() {
        return failed.get();
    }

    /** Why it did not: the first few different reasons. */
    public List<String> reasons() {
        return List.copyOf(reasons);
    }

    /** By how much events were sent later than intended, in nanoseconds. Not to be touched while events are sent. */
    public Histogram lateness() {
        return lateness;
    }

    public static void sleepUntil(long nanos) throws InterruptedException {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private void send(int sequence, long intended) {
        publications.onSent(sequence, System.nanoTime());
        Map<String, String> comment = Map.of(
                topic.kind() == Topic.Kind.VIDEO ? "video" : "conversation",
                topic.id(),
                "member",
                MEMBER,
                "text",
                new Stamp(run, sequence, intended).text());
        client.post("/comments", comment).whenComplete((accepted, failure) -> {
            if (failure == null) {
                publications.onAccepted(sequence, System.nanoTime());
            } else {
                onFailure(failure);
            }
            permits.release();
        });
    }

    private void onFailure(Throwable failure) {
        failed.incrementAndGet();
        if (reasons.size() < MAX_REASONS) {
            Throwable cause = StageFailure.unwrap(failure);
            reasons.add(cause.getMessage() == null ? cause.toString() : cause.getMessage());
        }
    }
}
