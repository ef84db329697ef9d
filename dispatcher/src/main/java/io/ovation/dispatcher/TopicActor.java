package io.ovation.dispatcher;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.ovation.common.event.Event;
import io.ovation.common.event.Snapshot;
import io.ovation.common.event.Totals;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One topic of this data centre: the only one who stamps its events, and the one who knows which frontend nodes watch
 * it. Each event goes to each of them once. Starts with the first message to the topic, as {@link StartingTopic}, and
 * ends when nobody has used it for a while. If it fails it is not restarted in place: sharding starts it anew for the
 * next message, and it resumes from the store.
 */
final class TopicActor extends AbstractOnMessageBehavior<TopicMessage> {

    private record Housekeeping() implements TopicMessage {}

    private static final int HOUSEKEEPINGS_PER_LEASE = 6;

    private static final Handlers<TopicActor, TopicMessage> HANDLERS = new Handlers<TopicActor, TopicMessage>()
            .on(TopicMessage.Publish.class, TopicActor::onPublish)
            .on(TopicMessage.PublishComment.class, TopicActor::onPublishComment)
            .on(TopicMessage.Forward.class, TopicActor::onForward)
            .on(TopicMessage.ForwardComment.class, TopicActor::onForwardComment)
            .on(TopicMessage.CompareTotals.class, TopicActor::onCompareTotals)
            .on(TopicMessage.Received.class, TopicActor::onReceived)
            .on(TopicMessage.Subscribe.class, TopicActor::onSubscribe)
            .on(TopicMessage.Renew.class, TopicActor::onRenew)
            .on(TopicMessage.Unsubscribe.class, TopicActor::onUnsubscribe)
            .on(TopicMessage.Describe.class, TopicActor::onDescribe)
            .on(TopicMessage.Stop.class, (topic, any) -> topic.onStop())
            .on(Audience.Gone.class, TopicActor::onGone)
            .on(Audience.NotRecorded.class, TopicActor::onNotRecorded)
            .on(CommentFlow.Stored.class, TopicActor::onStored)
            .on(CommentFlow.Repeat.class, (topic, any) -> topic.onRepeat())
            .on(EventFlow.LikeWindowOver.class, (topic, any) -> topic.onLikeWindowOver())
            .on(EventFlow.ViewerWindowOver.class, (topic, any) -> topic.onViewerWindowOver())
            .on(Housekeeping.class, (topic, any) -> topic.onHousekeeping())
            .on(SubscriberLookup.Found.class, TopicActor::onSubscribersFound)
            .on(SubscriberLookup.Failed.class, (topic, any) -> topic.onSubscribersFailed())
            .on(SubscriberLookup.Retry.class, (topic, any) -> topic.onSubscribersRetry())
            .on(TopicLookup.Found.class, TopicActor::onTopicFound)
            .on(TopicLookup.PresenceFound.class, TopicActor::onPresenceFound)
            .on(TopicLookup.Overdue.class, (topic, any) -> topic.onTopicOverdue())
            .on(TopicLookup.Retry.class, (topic, any) -> topic.onTopicRetry());

    /** @param shard is told when the topic is idle */
    static Behavior<TopicMessage> create(
            Topic topic, TopicEnvironment environment, ActorRef<ClusterSharding.ShardCommand> shard) {
        DispatcherSettings settings = environment.settings();
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> Behaviors.withStash(settings.stashLimit(), stash -> {
                    SubscriberLookup lookup = new SubscriberLookup(
                            context, timers, topic, environment.subscriptions(), backoff(settings));
                    return new StartingTopic(
                            context,
                            topic,
                            stash,
                            timers,
                            settings.subscribersTimeout(),
                            lookup,
                            known -> new TopicActor(context, timers, topic, environment, shard, lookup, known));
                })));
    }

    private final TimerScheduler<TopicMessage> timers;
    private final Topic topic;
    private final TopicEnvironment environment;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final SubscriberLookup subscriberLookup;
    private final TopicLookup topicLookup;
    private final TopicEvents events;
    private final Leases leases;
    private final Audience audience;
    private final Peers peers;
    private final EventFlow eventFlow;
    private final CommentFlow commentFlow;
    private final Healing healing;
    private long usedAtNanos;

    private TopicActor(
            ActorContext<TopicMessage> context,
            TimerScheduler<TopicMessage> timers,
            Topic topic,
            TopicEnvironment environment,
            ActorRef<ClusterSharding.ShardCommand> shard,
            SubscriberLookup subscriberLookup,
            Collection<Subscriber> known) {
        super(context);
        DispatcherSettings settings = environment.settings();
        this.timers = timers;
        this.topic = topic;
        this.environment = environment;
        this.shard = shard;
        this.subscriberLookup = subscriberLookup;
        this.topicLookup = new TopicLookup(context, timers, topic, environment, backoff(settings));
        this.events = new TopicEvents(settings);
        this.leases = new Leases(settings.lease(), settings::newOutbound);
        this.audience = new Audience(context, topic, environment.subscriptions(), leases);
        this.peers = new Peers(context.getSelf(), topic, environment);
        this.eventFlow = new EventFlow(timers, environment.nanoTime(), events, leases, audience);
        this.commentFlow = new CommentFlow(context, timers, topic, environment, events, leases, audience, peers);
        this.healing = new Healing(context.getSelf(), settings.healInterval(), events, topicLookup, peers, now());
        this.usedAtNanos = now();
        startHousekeeping(settings.lease().dividedBy(HOUSEKEEPINGS_PER_LEASE));
        audience.inherit(known, true, now());
        if (!leases.isEmpty() && !topicLookup.hasTotals()) {
            // Totals can wait for Healing, lest all topics of a dispatcher that died ask at once.
            topicLookup.start();
        }
    }

    @Override
    public Behavior<TopicMessage> onMessage(TopicMessage message) {
        return HANDLERS.handle(this, message);
    }

    private Behavior<TopicMessage> onPublish(TopicMessage.Publish publish) {
        use();
        eventFlow.publish(publish.event());
        peers.tell(new TopicMessage.Forward(publish.event()));
        return this;
    }

    private Behavior<TopicMessage> onForward(TopicMessage.Forward forward) {
        use();
        eventFlow.publish(forward.event());
        return this;
    }

    private Behavior<TopicMessage> onPublishComment(TopicMessage.PublishComment publish) {
        use();
        commentFlow.publish(publish, now());
        return this;
    }

    private Behavior<TopicMessage> onForwardComment(TopicMessage.ForwardComment forward) {
        use();
        commentFlow.publish(forward, now());
        return this;
    }

    private Behavior<TopicMessage> onCompareTotals(TopicMessage.CompareTotals compare) {
        use();
        tell(compare.known());
        healing.asked(compare);
        return this;
    }

    private Behavior<TopicMessage> onReceived(TopicMessage.Received received) {
        commentFlow.received(received, now());
        return this;
    }

    private Behavior<TopicMessage> onSubscribe(TopicMessage.Subscribe subscribe) {
        use();
        audience.admit(subscribe.subscriber(), subscribe.viewers(), now()).ifPresent(grant -> greet(grant.lease()));
        return this;
    }

    private Behavior<TopicMessage> onRenew(TopicMessage.Renew renew) {
        use();
        Optional<Leases.Grant> granted = audience.admit(renew.subscriber(), renew.viewers(), now());
        if (granted.isPresent() && granted.get().isNew()) {
            greet(granted.get().lease());
        } else {
            countViewers();
        }
        return this;
    }

    private Behavior<TopicMessage> onUnsubscribe(TopicMessage.Unsubscribe unsubscribe) {
        use();
        audience.leave(unsubscribe.subscriber());
        commentFlow.settle(now());
        countViewers();
        return this;
    }

    private Behavior<TopicMessage> onDescribe(TopicMessage.Describe describe) {
        use();
        healing.compareOnce();
        describe.replyTo().tell(new TopicMessage.Description(topic, leases.viewers(), events.totals()));
        return this;
    }

    private Behavior<TopicMessage> onStop() {
        // The likes of the last moment, which nobody would merge with later ones any more.
        eventFlow.endLikeWindow();
        return Behaviors.stopped();
    }

    private Behavior<TopicMessage> onGone(Audience.Gone gone) {
        audience.gone(gone.ref());
        commentFlow.settle(now());
        countViewers();
        return this;
    }

    private Behavior<TopicMessage> onNotRecorded(Audience.NotRecorded notRecorded) {
        audience.notRecorded(notRecorded.subscriber());
        return this;
    }

    private Behavior<TopicMessage> onStored(CommentFlow.Stored stored) {
        commentFlow.stored(stored, now());
        return this;
    }

    private Behavior<TopicMessage> onRepeat() {
        commentFlow.repeat(now());
        return this;
    }

    private Behavior<TopicMessage> onLikeWindowOver() {
        eventFlow.endLikeWindow();
        return this;
    }

    private Behavior<TopicMessage> onViewerWindowOver() {
        eventFlow.endViewerWindow();
        return this;
    }

    private Behavior<TopicMessage> onHousekeeping() {
        audience.expire(now());
        commentFlow.settle(now());
        countViewers();
        peers.refresh();
        if (!leases.isEmpty()) {
            healing.compare(now());
        }
        if (leases.isEmpty()
                && !commentFlow.isBusy()
                && now() - usedAtNanos
                        >= environment.settings().passivateAfter().toNanos()) {
            // Asks for Stop. Until that comes, what is in the mailbox is handled and what comes later waits in the
            // shard.
            shard.tell(new ClusterSharding.Passivate<>(getContext().getSelf()));
        }
        return this;
    }

    private Behavior<TopicMessage> onSubscribersFound(SubscriberLookup.Found found) {
        audience.inherit(found.subscribers(), false, now());
        leases.all().stream().filter(lease -> !lease.isWelcomed()).forEach(this::greet);
        return this;
    }

    private Behavior<TopicMessage> onSubscribersFailed() {
        subscriberLookup.retryLater();
        return this;
    }

    private Behavior<TopicMessage> onSubscribersRetry() {
        subscriberLookup.start();
        return this;
    }

    private Behavior<TopicMessage> onTopicFound(TopicLookup.Found found) {
        if (topicLookup.isDone()) {
            tell(found.totals());
            return this;
        }
        boolean late = topicLookup.isOverdue();
        topicLookup.done();
        if (!late && leases.all().stream().anyMatch(Lease::isWelcomed)) {
            // They were taken over, and may lack what was lost with the topic's earlier owner.
            tell(found.totals());
        }
        events.merge(found.totals(), found.comments(), found.whole());
        leases.all().stream().filter(lease -> late || !lease.isWelcomed()).forEach(this::welcome);
        healing.loaded();
        return this;
    }

    /** Also asked for now and then by {@link Healing}: of an answer that is no news nothing leaves. */
    private Behavior<TopicMessage> onPresenceFound(TopicLookup.PresenceFound found) {
        if (found.presence() == null) {
            // The bucket has only just started; it is asked again.
            return this;
        }
        topicLookup.done();
        eventFlow.publish(found.presence());
        leases.all().stream().filter(lease -> !lease.isWelcomed()).forEach(this::welcome);
        return this;
    }

    private Behavior<TopicMessage> onTopicOverdue() {
        topicLookup.overdue();
        leases.all().stream().filter(lease -> !lease.isWelcomed()).forEach(this::welcome);
        return this;
    }

    private Behavior<TopicMessage> onTopicRetry() {
        topicLookup.retry();
        return this;
    }

    /** Answers a new subscriber, at once if the topic's state is there. */
    private void greet(Lease lease) {
        countViewers();
        topicLookup.start();
        if (topicLookup.isSettled()) {
            welcome(lease);
        }
    }

    private void welcome(Lease lease) {
        Snapshot known = events.snapshot();
        Snapshot now =
                new Snapshot(known.totals(), leases.viewers(), known.comments(), known.whole(), known.presence());
        commentFlow.welcome(lease, now, now());
    }

    private void tell(Totals totals) {
        eventFlow.publish(new Event.Likes(Map.of(), totals, null));
    }

    private void countViewers() {
        if (topic.kind() != Topic.Kind.PRESENCE && leases.areViewersKnown()) {
            eventFlow.countViewers();
        }
    }

    private void startHousekeeping(Duration period) {
        Duration first = Duration.ofNanos(ThreadLocalRandom.current().nextLong(period.toNanos()) + 1);
        timers.startTimerWithFixedDelay(new Housekeeping(), first, period);
    }

    private void use() {
        usedAtNanos = now();
    }

    private long now() {
        return environment.nanoTime().getAsLong();
    }

    private static Backoff backoff(DispatcherSettings settings) {
        return new Backoff(settings.retryAtLeast(), settings.retryAtMost(), ThreadLocalRandom.current());
    }
}
