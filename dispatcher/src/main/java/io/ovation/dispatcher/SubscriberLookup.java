package io.ovation.dispatcher;

import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.subscription.SubscriptionStore;
import java.util.Set;

/** A topic actor's question to the store who watches the topic; asked again after a while if it fails. */
final class SubscriberLookup {

    /** The store has answered. */
    record Found(Set<Subscriber> subscribers) implements TopicMessage {}

    /** The store could not answer. */
    record Failed(Throwable cause) implements TopicMessage {}

    /** It is time for another attempt. */
    record Retry() implements TopicMessage {}

    private final ActorContext<TopicMessage> context;
    private final TimerScheduler<TopicMessage> timers;
    private final Topic topic;
    private final SubscriptionStore store;
    private final Backoff backoff;

    SubscriberLookup(
            ActorContext<TopicMessage> context,
            TimerScheduler<TopicMessage> timers,
            Topic topic,
            SubscriptionStore store,
            Backoff backoff) {
        this.context = context;
        this.timers = timers;
        this.topic = topic;
        this.store = store;
        this.backoff = backoff;
    }

    /** Ends in {@link Found} or {@link Failed}. */
    void start() {
        context.pipeToSelf(
                store.load(topic), (found, failure) -> failure == null ? new Found(found) : new Failed(failure));
    }

    /** Ends in {@link Retry}. */
    void retryLater() {
        DispatcherCounters.STORE_LOAD_FAILED.increment();
        timers.startSingleTimer(new Retry(), backoff.next());
    }
}
