package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Event;
import io.ovation.common.protocol.FrontendMessage.Deliver;
import io.ovation.common.protocol.FrontendMessage.Subscribed;
import io.ovation.common.protocol.TopicMessage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartingTopicTest extends TopicFixture {

    @BeforeEach
    void start() {
        spawn(TOPIC, "");
    }

    @Test
    void messagesWhileTheStoreIsAsked_waitUpToTheLimit() throws Exception {
        store.nextRead();
        spawn(TOPIC, "stash-limit = 4");
        topic.tell(new TopicMessage.Publish(typing("1")));
        topic.tell(new TopicMessage.Publish(typing("2")));
        topic.tell(new TopicMessage.Publish(typing("3")));

        store.nextRead().complete(stored(one));
        List<Event> waited = List.of(delivered(one), delivered(one));
        topic.tell(new TopicMessage.Publish(typing("4")));

        assertThat(waited).containsExactly(typing("1"), typing("2"));
        assertThat(delivered(one)).isEqualTo(typing("4"));
        one.expectNoMessage(QUIET);
    }

    @Test
    void storeThatFails_isAskedAgainInTheBackground() throws Exception {
        store.nextRead().completeExceptionally(new IllegalStateException("the store is down"));
        topic.tell(subscribe(one, 1));
        load(3);
        one.expectMessageClass(Subscribed.class);

        pass(Duration.ofSeconds(1));
        store.nextRead().completeExceptionally(new IllegalStateException("the store is down"));
        awaitHandled();
        pass(Duration.ofSeconds(2));
        store.nextRead().complete(stored(two));

        two.awaitAssert(() -> {
            topic.tell(new TopicMessage.Publish(new Event.Typing("member" + System.nanoTime(), 5)));
            return two.expectMessageClass(Deliver.class, QUIET);
        });
    }

    @Test
    void storeThatIsSlow_isNotWaitedForAndHeardLater() throws Exception {
        topic.tell(subscribe(one, 1));
        pass(Duration.ofMillis(2500));
        load(3);
        one.expectMessageClass(Subscribed.class);

        store.nextRead().complete(stored(two));

        two.awaitAssert(() -> {
            topic.tell(new TopicMessage.Publish(new Event.Typing("member" + System.nanoTime(), 5)));
            return two.expectMessageClass(Deliver.class, QUIET);
        });
    }

    @Test
    void stop_endsATopicThatIsLoading() throws Exception {
        store.nextRead();

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
