package io.ovation.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Event;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.FrontendMessage.Deliver;
import io.ovation.common.protocol.TopicMessage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartingTopicTest extends TopicFixture {

    @BeforeEach
    void start() {
        spawn(TOPIC, "");
    }

    @Test
    void messagesWhileTheStoreIsAsked_waitUpToTheLimit() throws Exception {
        store.nextLoad();
        spawn(TOPIC, "stash-limit = 2");
        topic.tell(new TopicMessage.Publish(typing("1")));
        topic.tell(new TopicMessage.Publish(typing("2")));
        topic.tell(new TopicMessage.Publish(typing("3")));

        store.nextLoad().complete(Set.of(subscriber(one, 1)));
        List<Event> waited = List.of(delivered(one), delivered(one));
        topic.tell(new TopicMessage.Publish(typing("4")));

        assertThat(waited).containsExactly(typing("1"), typing("2"));
        assertThat(delivered(one)).isEqualTo(typing("4"));
        one.expectNoMessage(QUIET);
    }

    @Test
    void storeThatFails_isAskedAgainInTheBackground() throws Exception {
        store.nextLoad().completeExceptionally(new IllegalStateException("the store is down"));
        topic.tell(subscribe(one, 1));
        backend.expectMessageClass(BackendMessage.LoadTopic.class).replyTo().tell(loaded(7));
        welcomed(one);

        pass(Duration.ofSeconds(1));
        store.nextLoad().completeExceptionally(new IllegalStateException("the store is down"));
        awaitHandled();
        pass(Duration.ofSeconds(2));
        store.nextLoad().complete(Set.of(subscriber(two, 1)));

        two.awaitAssert(() -> {
            topic.tell(new TopicMessage.Publish(new Event.Typing("member" + System.nanoTime(), 5)));
            return two.expectMessageClass(Deliver.class, QUIET);
        });
    }

    @Test
    void storeThatIsSlow_isNotWaitedForAndHeardLater() throws Exception {
        topic.tell(subscribe(one, 1));
        pass(Duration.ofMillis(2500));
        backend.expectMessageClass(BackendMessage.LoadTopic.class).replyTo().tell(loaded(7));
        welcomed(one);

        store.nextLoad().complete(Set.of(subscriber(two, 1)));

        two.awaitAssert(() -> {
            topic.tell(new TopicMessage.Publish(new Event.Typing("member" + System.nanoTime(), 5)));
            return two.expectMessageClass(Deliver.class, QUIET);
        });
    }

    @Test
    void stop_endsATopicThatIsLoading() throws Exception {
        store.nextLoad();

        topic.tell(new TopicMessage.Stop());

        shard.expectTerminated(topic);
    }

    @Test
    void stop_endsATopicThatIsLoadingWithMessagesWaiting() throws Exception {
        spawn(TOPIC, "stash-limit = 1");
        topic.tell(subscribe(one, 1));
        topic.tell(subscribe(two, 1));

        topic.tell(new TopicMessage.Stop());

        shard.expectTerminated(topic);
    }
}
