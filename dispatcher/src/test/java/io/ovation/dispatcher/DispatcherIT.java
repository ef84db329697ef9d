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
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.Services;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.kv.Table;
import io.ovation.dispatcher.kv.TableShape;
import io.ovation.dispatcher.kv.ddata.DistributedData;
import io.ovation.dispatcher.subscribers.SubscriberTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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
            TestLog log = TestLog.of("default", 5);
            asked.replyTo()
                    .tell(new BackendMessage.TopicLoaded(
                            TOPIC,
                            Totals.of("dc", Map.of("heart", 7L)),
                            log.range(0, 4),
                            backend.getRef().narrow()));
            Subscribed subscribed = frontend.expectMessageClass(Subscribed.class, PATIENCE);
            topics.topic(TOPIC).tell(new TopicMessage.Publish(typing("ann")));
            topics.topic(TOPIC)
                    .tell(new LogMessage.Entries(
                            TOPIC,
                            null,
                            log.range(4, 5),
                            false,
                            backend.getRef().narrow()));

            assertThat(subscribed.totals().sum()).containsExactly(Map.entry("heart", 7L));
            assertThat(subscribed.latest()).isEqualTo(log.range(0, 4));
            fish(
                    frontend,
                    message -> message instanceof Deliver deliver
                            && deliver.event().equals(typing("ann")));
            fish(
                    frontend,
                    message -> message instanceof LogMessage.Entries entries
                            && entries.range().equals(log.range(4, 5)));
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
            Table table = new DistributedData(survivor.system(), settings.distributedData())
                    .table(new TableShape("subscribers", OptionalInt.empty(), true));
            SubscriberTable subscribers = new SubscriberTable(table, Duration.ofHours(1), survivor.system());
            TopicRegion topics = Dispatcher.host(survivor.system(), settings, subscribers);
            TestProbe<FrontendMessage> frontend = survivor.probe(FrontendMessage.class);
            topics.topic(TOPIC).tell(subscribe(frontend, 3));
            publishUntilDelivered(topics, frontend, "before");
            frontend.awaitAssert(() -> {
                assertThat(table.read(TOPIC.toString()).toCompletableFuture().get(5, TimeUnit.SECONDS))
                        .containsOnlyKeys("edge");
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

    private static void fish(TestProbe<FrontendMessage> frontend, Predicate<FrontendMessage> wanted) {
        frontend.fishForMessage(
                PATIENCE,
                message -> wanted.test(message) ? FishingOutcomes.complete() : FishingOutcomes.continueAndIgnore());
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
