package io.ovation.dispatcher.presence;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.ovation.common.event.Event;
import io.ovation.common.protocol.PresenceMessage;
import io.ovation.dispatcher.entity.IdleWatch;
import io.ovation.dispatcher.entity.StartingEntity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A share of the members of this data centre: the parent of an actor for each of them who is online, to whom it passes
 * the heartbeats that frontends send in batches. Starts with the first message, as {@link StartingEntity}, with its
 * members as the store knows them, and ends when nobody has been online for a while. If it fails it is not restarted in
 * place: the next message, or the sweep, starts it anew.
 */
final class PresenceBucket extends AbstractBehavior<PresenceMessage> {

    private record StoreIsSlow() implements PresenceMessage {}

    private record Housekeeping() implements PresenceMessage {}

    private static final StartingEntity.Kind<PresenceMessage> KIND = new StartingEntity.Kind<>(
            new PresenceMessage.Stop(),
            new StoreIsSlow(),
            PresenceCounters.DROPPED_STASH_FULL,
            PresenceCounters.DROPPED_STOPPED,
            PresenceCounters.STORE_SLOW);

    /** @param shard is told when the bucket is idle */
    static Behavior<PresenceMessage> create(
            int bucket, PresenceEnvironment environment, ActorRef<ClusterSharding.ShardCommand> shard) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            BucketRecords records = new BucketRecords(context, timers, bucket, environment);
            return StartingEntity.create(
                    context,
                    timers,
                    KIND,
                    environment.settings().start(),
                    records,
                    known -> new PresenceBucket(context, timers, bucket, environment, shard, records, known));
        }));
    }

    private final int bucket;
    private final PresenceEnvironment environment;
    private final IdleWatch idle;
    private final BucketRecords records;
    private final MemberActors members;
    private final long startedAtNanos;
    private boolean loaded;

    private PresenceBucket(
            ActorContext<PresenceMessage> context,
            TimerScheduler<PresenceMessage> timers,
            int bucket,
            PresenceEnvironment environment,
            ActorRef<ClusterSharding.ShardCommand> shard,
            BucketRecords records,
            Optional<Map<String, PresenceRecord>> known) {
        super(context);
        this.bucket = bucket;
        this.environment = environment;
        this.records = records;
        this.members = new MemberActors(context, environment);
        this.startedAtNanos = now();
        this.idle = new IdleWatch(
                context.getSelf(), shard, environment.settings().passivateAfter(), environment.nanoTime());
        known.ifPresent(this::adopt);
        startHousekeeping(timers, environment.settings().shared().heartbeat());
    }

    @Override
    public Receive<PresenceMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(PresenceMessage.Heartbeat.class, this::onHeartbeat)
                .onMessage(PresenceMessage.ForwardHeartbeat.class, this::onForwardHeartbeat)
                .onMessage(PresenceMessage.Ask.class, this::onAsk)
                .onMessage(PresenceMessage.Wake.class, wake -> this)
                .onMessage(PresenceMessage.Stop.class, stop -> onStop())
                .onMessage(MemberActor.Changed.class, this::onChanged)
                .onMessage(MemberActors.Gone.class, this::onMemberGone)
                .onMessage(BucketRecords.Write.class, write -> onWrite())
                .onMessage(BucketRecords.Written.class, this::onWritten)
                .onMessage(BucketRecords.Load.class, load -> onLoad())
                .onMessage(BucketRecords.Loaded.class, this::onLoaded)
                .onMessage(BucketRecords.NotLoaded.class, this::onNotLoaded)
                .onMessage(Housekeeping.class, housekeeping -> onHousekeeping())
                .onSignal(PostStop.class, stop -> onPostStop())
                .build();
    }

    private Behavior<PresenceMessage> onHeartbeat(PresenceMessage.Heartbeat heartbeat) {
        environment.elsewhere().accept(bucket, new PresenceMessage.ForwardHeartbeat(heartbeat.members()));
        beat(heartbeat.members());
        return this;
    }

    private Behavior<PresenceMessage> onForwardHeartbeat(PresenceMessage.ForwardHeartbeat heartbeat) {
        beat(heartbeat.members());
        return this;
    }

    private Behavior<PresenceMessage> onAsk(PresenceMessage.Ask ask) {
        idle.used();
        if (!members.answer(ask)) {
            Event.Presence presence = knowsItsMembers() ? Event.Presence.NEVER : null;
            ask.replyTo().tell(new PresenceMessage.Answer(ask.member(), ask.number(), presence));
        }
        return this;
    }

    /** What waits is written by whoever is told last; the next bucket reads it, or hears the next heartbeats. */
    private Behavior<PresenceMessage> onStop() {
        records.write();
        return Behaviors.stopped();
    }

    private Behavior<PresenceMessage> onChanged(MemberActor.Changed changed) {
        if (changed.presence().online()) {
            PresenceCounters.CAME_ONLINE.increment();
        } else {
            PresenceCounters.WENT_OFFLINE.increment();
            members.retire(changed);
        }
        records.put(changed.member(), PresenceRecord.of(changed.presence()));
        return this;
    }

    private Behavior<PresenceMessage> onMemberGone(MemberActors.Gone gone) {
        members.gone(gone);
        return this;
    }

    private Behavior<PresenceMessage> onWrite() {
        records.write();
        return this;
    }

    private Behavior<PresenceMessage> onWritten(BucketRecords.Written written) {
        records.written(written.done());
        return this;
    }

    private Behavior<PresenceMessage> onLoad() {
        records.start();
        return this;
    }

    private Behavior<PresenceMessage> onLoaded(BucketRecords.Loaded late) {
        adopt(late.members());
        return this;
    }

    private Behavior<PresenceMessage> onNotLoaded(BucketRecords.NotLoaded notLoaded) {
        records.known(notLoaded);
        return this;
    }

    private Behavior<PresenceMessage> onHousekeeping() {
        members.forget();
        if (records.wantRenewal(now())) {
            PresenceRecord record = new PresenceRecord(true, environment.clock().instant());
            members.online().forEach(member -> records.put(member, record));
        }
        idle.check(members.isAnybodyOnline() || !records.areWritten());
        return this;
    }

    private Behavior<PresenceMessage> onPostStop() {
        members.close();
        return this;
    }

    private void beat(List<String> there) {
        idle.used();
        members.beat(there);
    }

    private void adopt(Map<String, PresenceRecord> known) {
        loaded = true;
        members.adopt(known);
    }

    /**
     * Not while the store has not been read, or may lack what a dispatcher that is lost has not told it, and heartbeats
     * have not had their time: members may well be online.
     */
    private boolean knowsItsMembers() {
        return (loaded && !environment.loss().isRecent(now()))
                || now() - startedAtNanos
                        >= environment.settings().shared().expiry().toNanos();
    }

    private void startHousekeeping(TimerScheduler<PresenceMessage> timers, Duration period) {
        Duration first = Duration.ofNanos(ThreadLocalRandom.current().nextLong(period.toNanos()) + 1);
        timers.startTimerWithFixedDelay(new Housekeeping(), first, period);
    }

    private long now() {
        return environment.nanoTime().getAsLong();
    }
}
