package io.ovation.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.receptionist.Receptionist;
import akka.cluster.sharding.ShardRegion;
import akka.cluster.sharding.typed.GetShardRegionState;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.FrontendMessage.Deliver;
import io.ovation.common.protocol.FrontendMessage.Subscribed;
import io.ovation.common.protocol.Services;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.subscription.DistributedDataStore;
import io.ovation.dispatcher.subscription.SubscriptionStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DispatcherIT {

    private static final Topic TOPIC = Topic.video("42");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BRIEFLY = Duration.ofMillis(500);

    private final DispatcherSettings settings = TestSettings.shipped();

    @Test
    void eventsPublishedOnOneNode_reachAFrontendOnAnotherAfterTheSnapshot() {
        try (TestNode dispatcher = TestNode.start("dispatcher");
                TestNode edge = TestNode.start("frontend, likes-backend")) {
            dispatcher.join(dispatcher);
            Dispatcher.start(dispatcher.system(), settings);
            edge.join(dispatcher);
            TestProbe<BackendMessage> backend = edge.probe(BackendMessage.class);
            edge.system()
                    .receptionist()
                    .tell(Receptionist.register(Services.likesBackends(edge.system()), backend.getRef()));
            TestProbe<Receptionist.Listing> listings = dispatcher.probe(Receptionist.Listing.class);
            dispatcher
                    .system()
                    .receptionist()
                    .tell(Receptionist.subscribe(Services.likesBackends(edge.system()), listings.getRef()));
            listings.fishForMessage(
                    PATIENCE,
                    listing -> listing.getServiceInstances(Services.likesBackends(edge.system()))
                                    .isEmpty()
                            ? FishingOutcomes.continueAndIgnore()
                            : FishingOutcomes.complete());
            TopicRegion topics = TopicRegion.connect(edge.system());
            TestProbe<FrontendMessage> frontend = edge.probe(FrontendMessage.class);

            topics.topic(TOPIC).tell(subscribe(frontend, 3));
            BackendMessage.LoadTopic asked = backend.expectMessageClass(BackendMessage.LoadTopic.class, PATIENCE);
            asked.replyTo()
                    .tell(new BackendMessage.TopicLoaded(TOPIC, Totals.of("dc", Map.of("heart", 7L)), List.of()));
            Subscribed subscribed = frontend.expectMessageClass(Subscribed.class, PATIENCE);
            topics.topic(TOPIC).tell(new TopicMessage.Publish(typing("ann")));

            assertThat(subscribed.snapshot().totals().sum()).containsExactly(Map.entry("heart", 7L));
            frontend.fishForMessage(
                    PATIENCE,
                    message -> message instanceof Deliver deliver
                                    && deliver.event().equals(typing("ann"))
                            ? FishingOutcomes.complete()
                            : FishingOutcomes.continueAndIgnore());
        }
    }

    @Test
    void frontendWhoseNodeLeaves_isForgottenLongBeforeItsLeaseEnds() {
        try (TestNode dispatcher = TestNode.start("dispatcher");
                TestNode edge = TestNode.start("frontend")) {
            dispatcher.join(dispatcher);
            TopicRegion topics = Dispatcher.start(dispatcher.system(), settings);
            edge.join(dispatcher);
            TestProbe<FrontendMessage> frontend = edge.probe(FrontendMessage.class);
            TopicRegion.connect(edge.system()).topic(TOPIC).tell(subscribe(frontend, 3));
            frontend.expectMessageClass(Subscribed.class, PATIENCE);
            assertThat(viewers(dispatcher, topics)).isEqualTo(3);

            edge.leave(dispatcher);

            TestProbe<TopicMessage.Description> probe = dispatcher.probe(TopicMessage.Description.class);
            probe.awaitAssert(Duration.ofSeconds(5), () -> {
                assertThat(viewers(dispatcher, topics)).isZero();
                return null;
            });
        }
    }

    @Test
    void topicOfANodeThatCrashed_resumesElsewhereWithItsSubscribers() throws Exception {
        try (TestNode doomed = TestNode.start("dispatcher");
                TestNode survivor = TestNode.start("dispatcher, frontend")) {
            doomed.join(doomed);
            TopicRegion topicsOfDoomed = Dispatcher.start(doomed.system(), settings);
            assertThat(viewers(doomed, topicsOfDoomed)).isZero();
            survivor.join(doomed);
            SubscriptionStore store = DistributedDataStore.start(survivor.system(), settings.subscriptionStore());
            TopicRegion topics = Dispatcher.host(survivor.system(), settings, store);
            TestProbe<FrontendMessage> frontend = survivor.probe(FrontendMessage.class);
            topics.topic(TOPIC).tell(subscribe(frontend, 3));
            publishUntilDelivered(topics, frontend, "before");
            frontend.awaitAssert(() -> {
                assertThat(store.load(TOPIC).toCompletableFuture().get(5, TimeUnit.SECONDS))
                        .hasSize(1);
                return null;
            });
            assertThat(entities(doomed)).contains(TOPIC.toString());
            assertThat(entities(survivor)).isEmpty();

            doomed.crash(survivor);

            publishUntilDelivered(topics, frontend, "after");
            assertThat(entities(survivor)).contains(TOPIC.toString());
        }
    }

    @Test
    void nodeWithoutTheRole_isRefused() {
        try (TestNode edge = TestNode.start("frontend")) {
            assertThatThrownBy(() -> Dispatcher.start(edge.system(), settings))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("akka.cluster.roles");
        }
    }

    /** Publishes, as what is on its way when a node dies is lost, until something arrives; subscribes to nothing. */
    private static void publishUntilDelivered(TopicRegion topics, TestProbe<FrontendMessage> frontend, String prefix) {
        frontend.awaitAssert(PATIENCE, () -> {
            topics.topic(TOPIC).tell(new TopicMessage.Publish(typing(prefix + System.nanoTime())));
            FrontendMessage message = frontend.receiveMessage(BRIEFLY);
            while (!(message instanceof Deliver deliver
                    && deliver.event() instanceof Event.Typing typing
                    && typing.member().startsWith(prefix))) {
                message = frontend.receiveMessage(BRIEFLY);
            }
            return null;
        });
    }

    private static int viewers(TestNode node, TopicRegion topics) {
        TestProbe<TopicMessage.Description> probe = node.probe(TopicMessage.Description.class);
        topics.topic(TOPIC).tell(new TopicMessage.Describe(probe.getRef()));
        return probe.receiveMessage(PATIENCE).viewers();
    }

    private static List<String> entities(TestNode node) {
        TestProbe<ShardRegion.CurrentShardRegionState> probe = node.probe(ShardRegion.CurrentShardRegionState.class);
        ClusterSharding.get(node.system())
                .shardState()
                .tell(new GetShardRegionState(EntityTypeKey.create(TopicMessage.class, "topic"), probe.getRef()));
        return probe.receiveMessage(PATIENCE).getShards().stream()
                .flatMap(shard -> shard.getEntityIds().stream())
                .toList();
    }

    private static TopicMessage.Subscribe subscribe(TestProbe<FrontendMessage> frontend, int viewers) {
        return new TopicMessage.Subscribe(new Subscriber("edge", 1, frontend.getRef()), viewers);
    }

    private static Event.Typing typing(String member) {
        return new Event.Typing(member, 5);
    }
}
