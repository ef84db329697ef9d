package io.ovation.dispatcher.presence;

import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.common.protocol.PresenceMessage;
import io.ovation.dispatcher.entity.Loading;
import io.ovation.dispatcher.kv.PendingWrites;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A bucket's dealings with the store: reads once, until that succeeds, and writes what has changed in batches. */
final class BucketRecords implements Loading<PresenceMessage, Map<String, PresenceRecord>> {

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
    private final PendingWrites<PresenceRecord> pending = new PendingWrites<>();
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

    @Override
    public void start() {
        context.pipeToSelf(
                environment.table().load(bucket),
                (members, failure) -> failure == null ? new Loaded(members) : new NotLoaded(failure));
    }

    @Override
    public boolean isAnswer(PresenceMessage message) {
        return message instanceof Loaded || message instanceof NotLoaded;
    }

    @Override
    public Optional<Map<String, PresenceRecord>> known(PresenceMessage answer) {
        if (answer instanceof Loaded loaded) {
            return Optional.of(loaded.members());
        }
        if (answer instanceof NotLoaded failed) {
            context.getLog().debug("The store does not tell the members of bucket {}", bucket, failed.cause());
        }
        PresenceCounters.STORE_LOAD_FAILED.increment();
        timers.startSingleTimer(new Load(), retryAfter());
        return Optional.empty();
    }

    void put(String member, PresenceRecord record) {
        pending.put(member, record);
        writeWithin(settings.writeDelay());
    }

    void write() {
        Map<String, PresenceRecord> batch = pending.take();
        if (!batch.isEmpty()) {
            context.pipeToSelf(
                    environment.table().write(bucket, batch), (done, failure) -> new Written(failure == null));
        }
    }

    void written(boolean done) {
        if (done) {
            pending.written();
        } else {
            PresenceCounters.STORE_WRITE_FAILED.increment();
            pending.failed();
        }
        writeWithin(done ? settings.writeDelay() : retryAfter());
    }

    /** Whether those who are online are to be written again, lest the store forget them. */
    boolean wantRenewal(long nowNanos) {
        boolean due = nowNanos - renewedAtNanos >= settings.renewal().toNanos()
                || environment.table().mayHaveForgotten(renewedAtNanos);
        if (due) {
            renewedAtNanos = nowNanos;
        }
        return due;
    }

    boolean areWritten() {
        return pending.isEmpty();
    }

    private void writeWithin(Duration delay) {
        if (pending.isWaiting() && !timers.isTimerActive(new Write())) {
            timers.startSingleTimer(new Write(), delay);
        }
    }

    private Duration retryAfter() {
        return Duration.ofNanos((long) (settings.retryAfter().toNanos()
                * (0.5 + 0.5 * ThreadLocalRandom.current().nextDouble())));
    }
}
