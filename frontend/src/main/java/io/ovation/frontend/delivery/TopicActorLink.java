package io.ovation.frontend.delivery;

import akka.actor.typed.ActorRef;
import io.ovation.common.log.Follower;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.topic.TopicUpstream;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Tells the actor of one topic what its viewers here need. */
final class TopicActorLink implements TopicUpstream<ActorRef<LogMessage>> {

    /** An answer that comes later is made up for by the next question. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Topic topic;
    private final Subscriber self;
    private final BiConsumer<Topic, TopicMessage> topicActors;
    private final TopicMetrics metrics;

    /** @param topicActors tells a topic's actor, wherever it is */
    TopicActorLink(Topic topic, Subscriber self, BiConsumer<Topic, TopicMessage> topicActors, TopicMetrics metrics) {
        this.topic = topic;
        this.self = self;
        this.topicActors = topicActors;
        this.metrics = metrics;
    }

    @Override
    public void subscribe(int viewers) {
        topicActors.accept(topic, new TopicMessage.Subscribe(self, viewers));
    }

    @Override
    public void renew(int viewers, @Nullable Mark mark) {
        topicActors.accept(topic, new TopicMessage.Renew(self, viewers, mark));
    }

    @Override
    public void unsubscribe() {
        topicActors.accept(topic, new TopicMessage.Unsubscribe(self));
    }

    @Override
    public void fetch(Follower.Question<ActorRef<LogMessage>> question) {
        metrics.holesFetched().increment();
        ask(
                question.source(),
                new LogMessage.Fetch(
                        topic,
                        null,
                        question.after(),
                        question.to(),
                        PATIENCE.toMillis(),
                        self.ref().narrow()));
    }

    @Override
    public void fetchBefore(Mark through, @Nullable ActorRef<LogMessage> source) {
        metrics.pastFetched().increment();
        ask(
                source,
                new LogMessage.FetchBefore(
                        topic, null, through, PATIENCE.toMillis(), self.ref().narrow()));
    }

    private void ask(@Nullable ActorRef<LogMessage> source, LogMessage question) {
        if (source == null) {
            topicActors.accept(topic, question);
        } else {
            source.tell(question);
        }
    }
}
