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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A share of the members of this data centre: the parent of an actor for each of them who is online, to whom it passes
 * the heartbeats that frontends send in batches. Starts with the first message, as {@link StartingBucket}, with its
 * members as the store knows them, and ends when nobody has been online for a while. If it fails it is not restarted in
 * place: the next message, or the sweep, starts it anew.
 */
final class PresenceBucket extends AbstractBehavior<PresenceMessage> {

    private record MemberGone(String member, ActorRef<MemberActor.Command> actor) implements PresenceMessage {}

    private record Housekeeping() implements PresenceMessage {}

    /** @param shard is told when the bucket is idle */
    static Behavior<PresenceMessage> create(
            int bucket, PresenceEnvironment environment, ActorRef<ClusterSharding.ShardCommand> shard) {
        PresenceBucketSettings settings = environment.settings();
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> Behaviors.withStash(settings.stashLimit(), stash -> {
                    BucketRecords records = new BucketRecords(context, timers, bucket, environment);
                    return new StartingBucket(
                            context,
                            stash,
                            timers,
                            settings,
                            records,
                            known -> new PresenceBucket(context, timers, bucket, environment, shard, records, known));
                })));
    }

    private final int bucket;
    private final PresenceEnvironment environment;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final BucketRecords records;
    private final OnlineMembers<ActorRef<MemberActor.Command>> online;
    private final OfflineMembers offline;
    private final long startedAtNanos;
    private boolean loaded;
    private long usedAtNanos;

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
        this.shard = shard;
        this.records = records;
        PresenceBucketSettings settings = environment.settings();
        this.online = new OnlineMembers<>(settings.members());
        this.offline = new OfflineMembers(settings.members(), settings.remember());
        this.startedAtNanos = now();
        this.usedAtNanos = startedAtNanos;
        known.ifPresent(this::adopt);
        startHousekeeping(timers, settings.shared().heartbeat());
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
                .onMessage(MemberGone.class, this::onMemberGone)
                .onMessage(BucketRecords.Write.class, write -> onWrite())
                .onMessage(BucketRecords.Written.class, this::onWritten)
                .onMessage(BucketRecords.Load.class, load -> onLoad())
                .onMessage(BucketRecords.Loaded.class, this::onLoaded)
                .onMessage(BucketRecords.NotLoaded.class, notLoaded -> onNotLoaded())
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
        usedAtNanos = now();
        Optional<ActorRef<MemberActor.Command>> actor = online.find(ask.member());
        if (actor.isPresent()) {
            actor.get().tell(new MemberActor.Ask(ask.replyTo()));
        } else {
            Event.Presence presence =
                    offline.find(ask.member()).orElse(knowsItsMembers() ? Event.Presence.NEVER : null);
            ask.replyTo().tell(new PresenceMessage.Answer(ask.member(), presence));
        }
        return this;
    }

    /** What waits is written by whoever is told last; the next bucket reads it, or hears the next heartbeats. */
    private Behavior<PresenceMessage> onStop() {
        records.write();
        return Behaviors.stopped();
    }

    private Behavior<PresenceMessage> onChanged(MemberActor.Changed changed) {
        String member = changed.member();
        if (changed.presence().online()) {
            PresenceCounters.CAME_ONLINE.increment();
        } else {
            PresenceCounters.WENT_OFFLINE.increment();
            retire(changed);
        }
        records.put(member, PresenceRecord.of(changed.presence()));
        return this;
    }

    private Behavior<PresenceMessage> onMemberGone(MemberGone gone) {
        if (online.removeIfIs(gone.member(), gone.actor())) {
            PresenceCounters.ONLINE.decrementAndGet();
        }
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
        records.load();
        return this;
    }

    private Behavior<PresenceMessage> onLoaded(BucketRecords.Loaded late) {
        adopt(late.members());
        return this;
    }

    private Behavior<PresenceMessage> onNotLoaded() {
        records.loadLater();
        return this;
    }

    private Behavior<PresenceMessage> onHousekeeping() {
        offline.forget(environment.clock().instant());
        if (records.wantRenewal(now())) {
            PresenceRecord record = new PresenceRecord(true, environment.clock().instant());
            online.names().forEach(member -> records.put(member, record));
        }
        long idleNanos = now() - usedAtNanos;
        if (online.isEmpty()
                && records.areWritten()
                && idleNanos >= environment.settings().passivateAfter().toNanos()) {
            shard.tell(new ClusterSharding.Passivate<>(getContext().getSelf()));
        }
        return this;
    }

    private Behavior<PresenceMessage> onPostStop() {
        PresenceCounters.ONLINE.addAndGet(-online.size());
        return this;
    }

    private void beat(List<String> members) {
        usedAtNanos = now();
        PresenceCounters.BATCHES.increment();
        PresenceCounters.HEARTBEATS.increment(members.size());
        for (String member : members) {
            if (online.find(member).isEmpty()) {
                if (online.isFull()) {
                    PresenceCounters.DROPPED_BUCKET_FULL.increment();
                    continue;
                }
                offline.remove(member);
                spawn(
                        member,
                        MemberPresence.offline(environment.settings().shared().expiry()));
            }
            online.beat(member).tell(MemberActor.HEARTBEAT);
        }
    }

    /** Takes over members as the store knows them, except for those of whom something later is known here. */
    private void adopt(Map<String, PresenceRecord> members) {
        loaded = true;
        Duration expiry = environment.settings().shared().expiry();
        members.forEach((member, record) -> {
            boolean known =
                    online.find(member).isPresent() || offline.find(member).isPresent();
            if (known) {
                return;
            }
            if (!record.online()) {
                remember(member, record);
            } else if (online.isFull()) {
                PresenceCounters.DROPPED_BUCKET_FULL.increment();
            } else {
                spawn(member, MemberPresence.resumed(expiry, record.lastActiveAt(), now()));
            }
        });
    }

    private void spawn(String member, MemberPresence presence) {
        ActorRef<MemberActor.Command> actor = getContext()
                .spawnAnonymous(MemberActor.create(
                        member, presence, environment, getContext().getSelf().narrow()));
        getContext().watchWith(actor, new MemberGone(member, actor));
        online.add(member, actor);
        PresenceCounters.ONLINE.incrementAndGet();
    }

    /** Lets the actor of a member go who is offline, unless a heartbeat is still on its way to it. */
    private void retire(MemberActor.Changed changed) {
        online.removeIfHeard(changed.member(), changed.heartbeats()).ifPresent(actor -> {
            getContext().unwatch(actor);
            getContext().stop(actor);
            PresenceCounters.ONLINE.decrementAndGet();
            remember(changed.member(), PresenceRecord.of(changed.presence()));
        });
    }

    private void remember(String member, PresenceRecord record) {
        if (offline.put(member, record.lastActiveAt())) {
            PresenceCounters.DROPPED_FORGOTTEN.increment();
        }
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
