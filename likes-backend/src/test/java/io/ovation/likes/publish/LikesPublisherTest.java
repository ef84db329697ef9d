package io.ovation.likes.publish;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Tracing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LikesPublisherTest {

    private static final Topic VIDEO = Topic.video("42");
    private static final Topic OTHER = Topic.video("43");

    private final ActorTestKit kit = ActorTestKit.create();
    private final TestProbe<TopicLikes> published = kit.createTestProbe(TopicLikes.class);

    @AfterEach
    void end() {
        kit.shutdownTestKit();
    }

    @Test
    void likes_leaveAtOnceThenMergedAtTheEndOfTheWindow() {
        ActorRef<LikesPublisher.Command> publisher = spawn(Duration.ofMillis(200));

        publish(publisher, likes(VIDEO, 1, 1), likes(VIDEO, 2, 3));
        published.expectMessage(likes(VIDEO, 1, 1));
        long first = System.nanoTime();
        publish(publisher, likes(VIDEO, 4, 7));

        published.expectMessage(likes(VIDEO, 6, 7));
        assertThat(Duration.ofNanos(System.nanoTime() - first)).isGreaterThan(Duration.ofMillis(100));
    }

    @Test
    void windowsOfSeveralTopics_endEachInItsTime() {
        ActorRef<LikesPublisher.Command> publisher = spawn(Duration.ofMillis(50));

        publish(publisher, likes(VIDEO, 1, 1), likes(OTHER, 1, 1), likes(VIDEO, 1, 2), likes(OTHER, 1, 2));

        assertThat(published.receiveSeveralMessages(4))
                .containsExactly(likes(VIDEO, 1, 1), likes(OTHER, 1, 1), likes(VIDEO, 1, 2), likes(OTHER, 1, 2));
        publish(publisher, likes(VIDEO, 1, 3));
        published.expectMessage(likes(VIDEO, 1, 3));
    }

    @Test
    void flush_publishesWhatWaits() {
        ActorRef<LikesPublisher.Command> publisher = spawn(Duration.ofHours(1));
        TestProbe<Done> flushed = kit.createTestProbe(Done.class);
        publish(publisher, likes(VIDEO, 1, 1), likes(VIDEO, 2, 3));
        published.expectMessage(likes(VIDEO, 1, 1));
        published.expectNoMessage();

        publisher.tell(new LikesPublisher.Flush(flushed.ref()));

        published.expectMessage(likes(VIDEO, 2, 3));
        flushed.expectMessageClass(Done.class);
    }

    private ActorRef<LikesPublisher.Command> spawn(Duration window) {
        EventSink sink = (topic, event) -> published.ref().tell(new TopicLikes(topic, (Event.Likes) event));
        return kit.spawn(LikesPublisher.create(sink, window, 1_000, Tracing.off()));
    }

    private static void publish(ActorRef<LikesPublisher.Command> publisher, TopicLikes... events) {
        publisher.tell(new LikesPublisher.Publish(List.of(events)));
    }

    private static TopicLikes likes(Topic topic, long added, long total) {
        return new TopicLikes(
                topic, new Event.Likes(Map.of("heart", added), Totals.of("west", Map.of("heart", total)), null));
    }
}
