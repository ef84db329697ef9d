package io.ovation.dispatcher;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.StashBuffer;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;

/**
 * A topic that does not know yet who watches it. Keeps what arrives meanwhile, up to a limit beyond which the newest
 * is dropped, and becomes a running topic when the store answers or takes too long.
 */
final class StartingTopic extends AbstractBehavior<TopicMessage> {

    private record Overdue() implements TopicMessage {}

    private final Topic topic;
    private final StashBuffer<TopicMessage> stash;
    private final TimerScheduler<TopicMessage> timers;
    private final SubscriberLookup lookup;
    private final Function<Collection<Subscriber>, Behavior<TopicMessage>> running;

    /** @param running what comes next, given the subscribers known by then */
    StartingTopic(
            ActorContext<TopicMessage> context,
            Topic topic,
            StashBuffer<TopicMessage> stash,
            TimerScheduler<TopicMessage> timers,
            Duration timeout,
            SubscriberLookup lookup,
            Function<Collection<Subscriber>, Behavior<TopicMessage>> running) {
        super(context);
        this.topic = topic;
        this.stash = stash;
        this.timers = timers;
        this.lookup = lookup;
        this.running = running;
        timers.startSingleTimer(new Overdue(), timeout);
        lookup.start();
    }

    @Override
    public Receive<TopicMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(TopicMessage.Stop.class, stop -> onStop())
                .onMessage(SubscriberLookup.Found.class, this::onFound)
                .onMessage(SubscriberLookup.Failed.class, this::onFailed)
                .onMessage(Overdue.class, overdue -> onOverdue())
                .onAnyMessage(this::onOther)
                .build();
    }

    private Behavior<TopicMessage> onStop() {
        DispatcherCounters.DROPPED_STOPPED.increment(stash.size());
        return Behaviors.stopped();
    }

    private Behavior<TopicMessage> onFound(SubscriberLookup.Found found) {
        return run(found.subscribers());
    }

    private Behavior<TopicMessage> onFailed(SubscriberLookup.Failed failed) {
        // Counted; and a store that is down says so itself, once and not for each topic.
        getContext().getLog().debug("{} starts without knowing its subscribers", topic, failed.cause());
        lookup.retryLater();
        return run(Set.of());
    }

    private Behavior<TopicMessage> onOverdue() {
        getContext().getLog().warn("{} starts without knowing its subscribers: the store is slow", topic);
        return run(Set.of());
    }

    private Behavior<TopicMessage> onOther(TopicMessage message) {
        if (stash.isFull()) {
            DispatcherCounters.DROPPED_STASH_FULL.increment();
        } else {
            stash.stash(message);
        }
        return this;
    }

    private Behavior<TopicMessage> run(Collection<Subscriber> subscribers) {
        timers.cancel(new Overdue());
        return stash.unstashAll(running.apply(subscribers));
    }
}
