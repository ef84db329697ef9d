package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.ovation.common.insight.NodeTopic;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.FrontendMessage.Deliver;
import io.ovation.common.protocol.TopicMessage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicActorTest extends TopicFixture {

    @BeforeEach
    void start() {
        spawn(TOPIC, "");
    }

    @Test
    void stop_endsATopicWhoseSubscribersAwaitTheBackend() throws Exception {
        store.nextRead().complete(Map.of());
        topic.tell(subscribe(one, 1));
        backend.expectMessageClass(BackendMessage.LoadTopic.class);

        topic.tell(new TopicMessage.Stop());

        shard.expectTerminated(topic);
    }

    @Test
    void stop_endsARunningTopicOnceItsLastLikesHaveLeft() throws Exception {
        startWith(one, 3);
        topic.tell(new TopicMessage.Publish(likes(1, 1)));
        topic.tell(new TopicMessage.Publish(likes(1, 2)));

        topic.tell(new TopicMessage.Stop());

        assertThat(one.expectMessageClass(Deliver.class).event()).isEqualTo(likes(1, 1));
        assertThat(one.expectMessageClass(Deliver.class).event()).isEqualTo(likes(1, 2));
        shard.expectTerminated(topic);
    }

    @Test
    void topicThatNobodyUses_asksToEnd() throws Exception {
        store.nextRead().complete(Map.of());
        awaitHandled();
        pass(Duration.ofSeconds(110));
        awaitHandled();
        pass(Duration.ofSeconds(110));
        shard.expectNoMessage(QUIET);

        pass(Duration.ofSeconds(20));

        shard.expectMessage(new ClusterSharding.Passivate<>(topic));
    }

    @Test
    void topicWithSubscribers_staysHoweverQuiet() throws Exception {
        store.nextRead();
        spawn(TOPIC, "lease = 10m");
        store.nextRead().complete(stored(one));
        awaitHandled();

        pass(Duration.ofMinutes(5));

        shard.expectNoMessage(QUIET);
    }

    @Test
    void look_tellsHowFarItIs_whatItWaitsFor_andWhoIsTold() throws Exception {
        startWith(one, 3);
        topic.tell(subscribe(two, 4));
        topic.tell(committed(4, 6));

        NodeTopic.AtDispatcher known = look();

        assertThat(known.position()).isEqualTo(3);
        assertThat(known.missing()).isEqualTo(3);
        assertThat(known.totals().sum()).isEqualTo(Map.of("heart", 7L));
        assertThat(known.subscribers())
                .extracting(NodeTopic.SubscribedFrontend::viewers)
                .containsExactlyInAnyOrder(1, 4);
    }

    @Test
    void topicThatIsOnlyLookedAt_asksToEnd_andIsNotFoundOnceItHas() throws Exception {
        store.nextRead().complete(Map.of());
        awaitHandled();
        assertThat(look().position()).isNull();
        pass(Duration.ofSeconds(110));
        look();
        pass(Duration.ofSeconds(20));

        shard.expectMessage(new ClusterSharding.Passivate<>(topic));
        topic.tell(new TopicMessage.Stop());
        shard.expectTerminated(topic);
        shard.awaitAssert(() -> {
            assertThat(running.find(TOPIC)).isEmpty();
            return null;
        });
    }

    private NodeTopic.AtDispatcher look() {
        TestProbe<NodeTopic.AtDispatcher> probe = testKit.createTestProbe();
        running.find(TOPIC).orElseThrow().tell(new TopicActor.Look(probe.getRef()));
        return probe.receiveMessage();
    }
}
