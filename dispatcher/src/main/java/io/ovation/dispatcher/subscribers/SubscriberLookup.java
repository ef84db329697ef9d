package io.ovation.dispatcher.subscribers;

import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.entity.Backoff;
import io.ovation.dispatcher.entity.Loading;
import java.util.Collection;
import java.util.Optional;

/** A topic actor's question to the store who watches the topic; asked again after a while if it fails. */
public final class SubscriberLookup implements Loading<TopicMessage, Collection<StoredSubscriber>> {

    /** The store has answered. */
    public record Found(Collection<StoredSubscriber> subscribers) implements TopicMessage {}

    /** The store could not answer. */
    public record Failed(Throwable cause) implements TopicMessage {}

    /** It is time for another attempt. */
    public record Retry() implements TopicMessage {}

    private final ActorContext<TopicMessage> context;
    private final TimerScheduler<TopicMessage> timers;
    private final Topic topic;
    private final SubscriberTable table;
    private final Backoff backoff;

    public SubscriberLookup(
            ActorContext<TopicMessage> context,
            TimerScheduler<TopicMessage> timers,
            Topic topic,
            SubscriberTable table,
            Backoff backoff) {
        this.context = context;
        this.timers = timers;
        this.topic = topic;
        this.table = table;
        this.backoff = backoff;
    }

    @Override
    public void start() {
        context.pipeToSelf(
                table.load(topic), (found, failure) -> failure == null ? new Found(found) : new Failed(failure));
    }

    @Override
    public boolean isAnswer(TopicMessage message) {
        return message instanceof Found || message instanceof Failed;
    }

    @Override
    public Optional<Collection<StoredSubscriber>> known(TopicMessage answer) {
        if (answer instanceof Found found) {
            return Optional.of(found.subscribers());
        }
        if (answer instanceof Failed failed) {
            context.getLog().debug("The store does not tell who watches {}", topic, failed.cause());
        }
        SubscriberCounters.STORE_LOAD_FAILED.increment();
        timers.startSingleTimer(new Retry(), backoff.next());
        return Optional.empty();
    }
}
