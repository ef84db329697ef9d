package io.ovation.dispatcher.topic;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Signal;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.ovation.common.event.Event;
import io.ovation.common.insight.NodeTopic;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.protocol.WireMessage;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Drill;
import io.ovation.common.trace.Stage;
import io.ovation.dispatcher.entity.Handlers;
import io.ovation.dispatcher.entity.IdleWatch;
import io.ovation.dispatcher.entity.StartingEntity;
import io.ovation.dispatcher.remote.RemoteTopics;
import io.ovation.dispatcher.subscribers.Leases;
import io.ovation.dispatcher.subscribers.StoredSubscriber;
import io.ovation.dispatcher.subscribers.SubscriberLookup;
import io.ovation.dispatcher.subscribers.Subscribers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One topic of this data centre: knows which frontend nodes watch it, and tells each of them each event and each entry of
 * its log once. Starts with the first message to the topic, as {@link StartingEntity}, and ends when nobody has used it
 * for a while. If it fails it is not restarted in place: sharding starts it anew for the next message, and it resumes from
 * the store.
 *
 * <p>Above 250 lines, because it takes every message about a topic; what each means is decided elsewhere.
 */
public final class TopicActor extends AbstractOnMessageBehavior<TopicMessage> {

    /** What does it know? Somebody on this node looks, which does not keep it from ending. */
    public record Look(ActorRef<NodeTopic.AtDispatcher> replyTo) implements TopicMessage {}

    private record StoreIsSlow() implements TopicMessage {}

    private record Housekeeping() implements TopicMessage {}

    /** It has passed the drill. */
    private record Drilled(TopicMessage message) implements TopicMessage {}

    private static final int HOUSEKEEPINGS_PER_LEASE = 6;

    private static final StartingEntity.Kind<TopicMessage> KIND = new StartingEntity.Kind<>(
            new TopicMessage.Stop(),
            new StoreIsSlow(),
            TopicCounters.DROPPED_STASH_FULL,
            TopicCounters.DROPPED_STOPPED,
            TopicCounters.STORE_SLOW);

    private static final Handlers<TopicActor, TopicMessage> HANDLERS = new Handlers<TopicActor, TopicMessage>()
            .on(LogMessage.Entries.class, TopicActor::onEntries)
            .on(TopicMessage.Publish.class, TopicActor::onPublish)
            .on(TopicMessage.Forward.class, (topic, it) -> topic.onForward(it.event()))
            .on(LogMessage.Tail.class, TopicActor::onTail)
            .on(LogMessage.Fetch.class, (topic, it) -> topic.log.fetch(it))
            .on(LogMessage.FetchBefore.class, (topic, it) -> topic.log.fetch(it))
            .on(LogMessage.Busy.class, TopicActor::onBusy)
            .on(LogMessage.Diverged.class, TopicActor::onDiverged)
            .on(TopicMessage.Subscribe.class, (topic, it) -> topic.subscriptions.subscribe(it))
            .on(TopicMessage.Renew.class, (topic, it) -> topic.subscriptions.renew(it))
            .on(TopicMessage.Unsubscribe.class, (topic, it) -> topic.subscriptions.unsubscribe(it))
            .on(TopicMessage.CompareTotals.class, TopicActor::onCompareTotals)
            .on(TopicMessage.Describe.class, TopicActor::onDescribe)
            .on(Look.class, TopicActor::onLook)
            .onLast(TopicMessage.Stop.class, (topic, stop) -> topic.onStop())
            .on(Drilled.class, (topic, it) -> topic.handle(it.message()))
            .on(Housekeeping.class, (topic, now) -> topic.onHousekeeping())
            .on(TopicLookup.Loaded.class, TopicActor::onLoaded)
            .on(LogComparison.Compared.class, TopicActor::onCompared)
            .on(TotalsReconciliation.StoreAnswered.class, TopicActor::onStoreAnswered)
            .on(SubscriberLookup.Found.class, (topic, it) -> topic.subscriptions.inherit(it.subscribers()))
            .on(SubscriberLookup.Failed.class, (topic, it) -> topic.subscriberLookup.known(it))
            .on(SubscriberLookup.Retry.class, (topic, it) -> topic.subscriberLookup.start())
            .on(Subscribers.Gone.class, (topic, it) -> topic.subscriptions.gone(it))
            .on(Subscribers.NotRecorded.class, (topic, it) -> topic.subscribers.notRecorded(it.subscriber()))
            .on(TopicLookup.PresenceFound.class, (topic, it) -> topic.subscriptions.presenceFound(it))
            .on(TopicLookup.Overdue.class, (topic, it) -> topic.subscriptions.overdue())
            .on(TopicLookup.Retry.class, (topic, it) -> topic.topicLookup.retry())
            .on(RemoteTopics.Replied.class, (topic, it) -> topic.remote.replied(it))
            .on(RemoteTopics.Wake.class, (topic, it) -> topic.remote.wake())
            .on(LogFlow.Wake.class, (topic, it) -> topic.log.wake())
            .on(EventFlow.LikeWindowOver.class, (topic, it) -> topic.eventFlow.endLikeWindow())
            .on(EventFlow.ViewerWindowOver.class, (topic, it) -> topic.eventFlow.endViewerWindow());

    /** @param shard is told when the topic is idle */
    public static Behavior<TopicMessage> create(
            Topic topic, TopicEnvironment environment, ActorRef<ClusterSharding.ShardCommand> shard) {
        TopicSettings settings = environment.settings();
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            SubscriberLookup lookup =
                    new SubscriberLookup(context, timers, topic, environment.subscribers(), settings.newBackoff());
            return StartingEntity.create(context, timers, KIND, settings.start(), lookup, known -> {
                Collection<StoredSubscriber> subscribers = known.orElse(List.of());
                return new TopicActor(context, timers, topic, environment, shard, lookup, subscribers);
            });
        }));
    }

    private final TopicEnvironment environment;
    private final Topic topic;
    private final Leases leases;
    private final Subscribers subscribers;
    private final SubscriberLookup subscriberLookup;
    private final TopicLookup topicLookup;
    private final TopicEvents events;
    private final LogFlow log;
    private final EventFlow eventFlow;
    private final SubscriptionFlow subscriptions;
    private final RemoteTopics remote;
    private final TotalsReconciliation totals;
    private final IdleWatch idle;

    private TopicActor(
            ActorContext<TopicMessage> context,
            TimerScheduler<TopicMessage> timers,
            Topic topic,
            TopicEnvironment environment,
            ActorRef<ClusterSharding.ShardCommand> shard,
            SubscriberLookup subscriberLookup,
            Collection<StoredSubscriber> known) {
        super(context);
        this.environment = environment;
        this.topic = topic;
        this.subscriberLookup = subscriberLookup;
        this.leases = new Leases(environment.settings().lease());
        this.subscribers = new Subscribers(context, topic, environment.subscribers(), leases, environment.tracing());
        this.topicLookup = new TopicLookup(context, timers, topic, environment);
        this.events = new TopicEvents(environment.settings(), environment.tracing());
        this.log = new LogFlow(timers, topic, environment, context.getSelf(), subscribers);
        this.eventFlow = new EventFlow(timers, environment.nanoTime(), events, leases, subscribers, log);
        this.subscriptions =
                new SubscriptionFlow(topic, environment, leases, subscribers, topicLookup, events, eventFlow, log);
        this.remote = new RemoteTopics(context, timers, topic, environment.remote());
        this.totals = new TotalsReconciliation(context, topic, environment, events, remote);
        startHousekeeping(timers);
        this.idle = new IdleWatch(
                context.getSelf(), shard, environment.settings().passivateAfter(), environment.nanoTime());
        subscriptions.resume(known);
        environment.running().started(topic, context.getSelf());
        TopicCounters.TOPICS.incrementAndGet();
    }

    @Override
    public Behavior<TopicMessage> onMessage(TopicMessage message) {
        if (message instanceof WireMessage) {
            idle.used();
        }
        Drill drill = environment.tracing().drill();
        if (drill.isAt(Stage.TOPIC_RECEIVED) && isTold(message)) {
            ActorRef<TopicMessage> self = getContext().getSelf();
            drill.pass(() -> self.tell(new Drilled(message)));
            return this;
        }
        return HANDLERS.handle(this, message);
    }

    /** Whether it tells something that viewers are to be told. */
    private static boolean isTold(TopicMessage message) {
        return message instanceof TopicMessage.Publish
                || message instanceof TopicMessage.Forward
                || (message instanceof LogMessage.Entries entries && !entries.asked());
    }

    private void handle(TopicMessage message) {
        HANDLERS.handle(this, message);
    }

    @Override
    public Behavior<TopicMessage> onSignal(Signal signal) {
        if (signal instanceof PostStop) {
            log.release();
            remote.close();
            leases.release();
            environment.running().ended(topic, getContext().getSelf());
            TopicCounters.TOPICS.decrementAndGet();
        }
        return this;
    }

    private void onEntries(LogMessage.Entries entries) {
        if (entries.dataCentre() == null) {
            if (remote.hasOthers()) {
                log.news(entries.range()).ifPresent(remote::push);
            }
            log.received(entries);
            topicLookup.heard();
        } else {
            remote.received(entries);
        }
    }

    private void onForward(Event event) {
        environment.tracing().reached(Stage.TOPIC_RECEIVED, event);
        if (event instanceof Event.Presence presence) {
            subscriptions.presenceChanged(presence);
        } else {
            eventFlow.publish(event);
        }
    }

    private void onPublish(TopicMessage.Publish publish) {
        onForward(publish.event());
        remote.tell(new TopicMessage.Forward(publish.event()));
    }

    private void onTail(LogMessage.Tail tail) {
        if (tail.dataCentre() == null) {
            remote.push(tail.mark());
            log.told(tail.mark(), tail.source());
            topicLookup.heard();
        } else {
            remote.told(tail);
        }
    }

    private void onBusy(LogMessage.Busy busy) {
        if (busy.dataCentre() == null) {
            log.busy(busy);
        } else {
            remote.busy(busy);
        }
    }

    private void onDiverged(LogMessage.Diverged diverged) {
        if (diverged.dataCentre() != null) {
            remote.diverged(diverged);
        } else if (log.diverged(diverged)) {
            subscriptions.reload();
        }
    }

    private void onCompareTotals(TopicMessage.CompareTotals compare) {
        eventFlow.publish(compare.known());
        totals.asked(compare);
    }

    private void onDescribe(TopicMessage.Describe describe) {
        totals.compareOnce();
        describe.replyTo().tell(new TopicMessage.Description(topic, leases.viewers(), events.totals()));
    }

    private void onLook(Look look) {
        Mark mark = log.mark();
        look.replyTo()
                .tell(new NodeTopic.AtDispatcher(
                        mark == null ? null : mark.position(), log.missing(), events.totals(), leases.frontends()));
    }

    private Behavior<TopicMessage> onStop() {
        // The likes of the last moment, which nobody would merge with later ones any more.
        eventFlow.endLikeWindow();
        return Behaviors.stopped();
    }

    private void onHousekeeping() {
        subscriptions.expire();
        remote.refresh();
        log.trim();
        if (!leases.isEmpty()) {
            totals.compare();
            topicLookup.checkPresence();
        }
        idle.check(!leases.isEmpty() || remote.isBusy());
    }

    private void onLoaded(TopicLookup.Loaded loaded) {
        subscriptions.loaded(loaded.answer());
        totals.storeIsKnown();
        totals.ask();
    }

    private void onCompared(LogComparison.Compared compared) {
        eventFlow.publish(compared.standing().totals());
        log.told(compared.standing().mark(), compared.source());
        topicLookup.heard();
    }

    private void onStoreAnswered(TotalsReconciliation.StoreAnswered answered) {
        answered.answer().standings().forEach(standing -> eventFlow.publish(standing.totals()));
        totals.storeIsKnown();
    }

    private void startHousekeeping(TimerScheduler<TopicMessage> timers) {
        Duration period = environment.settings().lease().dividedBy(HOUSEKEEPINGS_PER_LEASE);
        Duration first = Duration.ofNanos(ThreadLocalRandom.current().nextLong(period.toNanos()) + 1);
        timers.startTimerWithFixedDelay(new Housekeeping(), first, period);
    }
}
