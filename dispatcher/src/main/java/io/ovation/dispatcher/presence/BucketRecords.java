package io.ovation.dispatcher.presence;

import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.common.protocol.PresenceMessage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The hands of a bucket towards the store: reads once, until that succeeds, and writes what has changed in batches. */
final class BucketRecords {

    /** The store has answered. */
    record Loaded(Map<String, PresenceRecord> members) implements PresenceMessage {}

    /** The store could not be read. */
    record NotLoaded(Throwable cause) implements PresenceMessage {}

    /** A batch is written, or not. */
    record Written(boolean done) implements PresenceMessage {}

    /** It is time to write what has gathered. */
    record Write() implements PresenceMessage {}

    /** It is time to try again to read. */
    record Load() implements PresenceMessage {}

    private final ActorContext<PresenceMessage> context;
    private final TimerScheduler<PresenceMessage> timers;
    private final int bucket;
    private final PresenceEnvironment environment;
    private final PresenceBucketSettings settings;
    private final Unwritten unwritten = new Unwritten();
    private long renewedAtNanos;

    BucketRecords(
            ActorContext<PresenceMessage> context,
            TimerScheduler<PresenceMessage> timers,
            int bucket,
            PresenceEnvironment environment) {
        this.context = context;
        this.timers = timers;
        this.bucket = bucket;
        this.environment = environment;
        this.settings = environment.settings();
        this.renewedAtNanos = environment.nanoTime().getAsLong();
    }

    void load() {
        context.pipeToSelf(environment.store().load(bucket), (members, failure) -> {
            if (failure != null) {
                PresenceCounters.STORE_LOAD_FAILED.increment();
                return new NotLoaded(failure);
            }
            return new Loaded(members);
        });
    }

    void loadLater() {
        timers.startSingleTimer(new Load(), retryAfter());
    }

    void put(String member, PresenceRecord record) {
        unwritten.put(member, record);
        writeWithin(settings.writeDelay());
    }

    void write() {
        Map<String, PresenceRecord> batch = unwritten.take();
        if (!batch.isEmpty()) {
            context.pipeToSelf(
                    environment.store().write(bucket, batch), (done, failure) -> new Written(failure == null));
        }
    }

    void written(boolean done) {
        if (done) {
            unwritten.written();
        } else {
            PresenceCounters.STORE_WRITE_FAILED.increment();
            unwritten.failed();
        }
        writeWithin(done ? settings.writeDelay() : retryAfter());
    }

    /** Whether those who are online are to be written again, lest the store forget them. */
    boolean wantRenewal(long nowNanos) {
        boolean due = nowNanos - renewedAtNanos >= settings.renewal().toNanos()
                || environment.store().mayHaveForgotten(renewedAtNanos);
        if (due) {
            renewedAtNanos = nowNanos;
        }
        return due;
    }

    boolean areWritten() {
        return unwritten.isEmpty();
    }

    private void writeWithin(Duration delay) {
        if (unwritten.isWaiting() && !timers.isTimerActive(new Write())) {
            timers.startSingleTimer(new Write(), delay);
        }
    }

    private Duration retryAfter() {
        return Duration.ofNanos((long) (settings.retryAfter().toNanos()
                * (0.5 + 0.5 * ThreadLocalRandom.current().nextDouble())));
    }
}
