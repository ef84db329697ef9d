package io.ovation.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.javadsl.Adapter;
import io.ovation.common.event.Event;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.FrontendMessage.Deliver;
import io.ovation.common.protocol.FrontendMessage.Subscribed;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.kv.KeyValueStore;
import io.ovation.dispatcher.kv.Table;
import io.ovation.dispatcher.kv.TableShape;
import io.ovation.dispatcher.kv.redis.RedisServer;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Topics and readiness while Redis is killed and comes back empty. */
class RedisOutageIT {

    private static final Topic TOPIC = Topic.video("42");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RedisServer redis = RedisServer.startOrSkip();
    private final TestNode node = TestNode.start("dispatcher");
    private TopicRegion topics;
    private KeyValueStore store;
    private Table subscribers;

    @BeforeEach
    void start() {
        node.join(node);
        topics = Dispatcher.start(node.system(), TestSettings.with("}, ovation { kv = \"" + redis.url() + '"'));
        store = StoreOfNode.get(node.system()).find().orElseThrow();
        subscribers = store.table(new TableShape("subscribers", OptionalInt.empty(), true));
        await(() -> assertThat(store.trouble()).isEmpty());
    }

    @AfterEach
    void stop() {
        node.close();
        redis.close();
    }

    @Test
    void topic_goesOnWithoutRedisAndBringsItsSubscribersBackWithTheFirstRenewal() {
        TestProbe<FrontendMessage> before = node.probe(FrontendMessage.class);
        TestProbe<FrontendMessage> during = node.probe(FrontendMessage.class);
        topics.topic(TOPIC).tell(subscribe("before", before));
        before.expectMessageClass(Subscribed.class, PATIENCE);
        await(() -> assertThat(stored()).containsExactly("before"));

        redis.kill();
        await(() -> assertThat(store.trouble()).isPresent());
        topics.topic(TOPIC).tell(subscribe("during", during));
        during.expectMessageClass(Subscribed.class, PATIENCE);
        topics.topic(TOPIC).tell(new TopicMessage.Publish(typing("1")));
        expectTyping("1", before);
        expectTyping("1", during);

        redis.restart();
        await(() -> assertThat(store.trouble()).isEmpty());
        topics.topic(TOPIC).tell(renew("before", before));
        topics.topic(TOPIC).tell(renew("during", during));

        await(() -> assertThat(stored()).containsExactlyInAnyOrder("before", "during"));
    }

    @Test
    void topicThatStartsWithoutRedis_learnsWhoWatchesFromRenewals() {
        redis.kill();
        await(() -> assertThat(store.trouble()).isPresent());
        TestProbe<FrontendMessage> frontend = node.probe(FrontendMessage.class);

        topics.topic(TOPIC).tell(renew("edge", frontend));
        frontend.expectMessageClass(Subscribed.class, PATIENCE);
        topics.topic(TOPIC).tell(new TopicMessage.Publish(typing("1")));

        expectTyping("1", frontend);
    }

    @Test
    void topicThatStartsWithoutRedis_learnsWhoWatchesFromRedisWhenThatIsBack() throws Exception {
        TestProbe<FrontendMessage> frontend = node.probe(FrontendMessage.class);
        String actor = ActorRefResolver.get(node.system()).toSerializationFormat(frontend.getRef());
        subscribers
                .write(TOPIC.toString(), Map.of("edge", new Table.Field(1, actor, Duration.ofMinutes(2), false)))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        redis.pause();
        await(() -> assertThat(store.trouble()).isPresent());
        TestProbe<TopicMessage.Description> count = node.probe(TopicMessage.Description.class);
        topics.topic(TOPIC).tell(new TopicMessage.Describe(count.getRef()));
        count.receiveMessage(PATIENCE);

        redis.resume();

        frontend.awaitAssert(PATIENCE, () -> {
            topics.topic(TOPIC).tell(new TopicMessage.Publish(typing("m" + System.nanoTime())));
            return frontend.expectMessageClass(Deliver.class, Duration.ofMillis(500));
        });
    }

    @Test
    void readiness_saysWhyRedisCannotBeReachedUntilItCan() throws Exception {
        KeyValueStoreCheck check = new KeyValueStoreCheck(Adapter.toClassic(node.system()));
        assertThat(isReady(check)).isTrue();

        redis.kill();
        await(() -> assertThatThrownBy(() -> isReady(check))
                .hasMessageContaining("Redis at 127.0.0.1:")
                .hasMessageContaining(" cannot be reached: "));

        redis.restart();
        await(() -> assertThat(isReady(check)).isTrue());
    }

    @Test
    void readinessOfANodeThatServesViewers_doesNotDependOnRedis() throws Exception {
        try (TestNode edge = TestNode.start("dispatcher, frontend")) {
            edge.join(node);
            StoreOfNode.get(edge.system()).is(store);
            redis.kill();
            await(() -> assertThat(store.trouble()).isPresent());

            assertThat(isReady(new KeyValueStoreCheck(Adapter.toClassic(edge.system()))))
                    .isTrue();
        }
    }

    private static boolean isReady(KeyValueStoreCheck check) throws Exception {
        return check.get().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Set<String> stored() throws Exception {
        return subscribers
                .read(TOPIC.toString())
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .keySet();
    }

    private interface Assertion {
        void check() throws Exception;
    }

    private void await(Assertion assertion) {
        TestProbe.create(node.system()).awaitAssert(PATIENCE, () -> {
            assertion.check();
            return null;
        });
    }

    private static void expectTyping(String member, TestProbe<FrontendMessage> frontend) {
        frontend.fishForMessage(
                PATIENCE,
                message -> message instanceof Deliver deliver && deliver.event().equals(typing(member))
                        ? FishingOutcomes.complete()
                        : FishingOutcomes.continueAndIgnore());
    }

    private static TopicMessage.Subscribe subscribe(String name, TestProbe<FrontendMessage> frontend) {
        return new TopicMessage.Subscribe(subscriber(name, frontend), 1);
    }

    private static TopicMessage.Renew renew(String name, TestProbe<FrontendMessage> frontend) {
        return new TopicMessage.Renew(subscriber(name, frontend), 1, null);
    }

    private static Subscriber subscriber(String name, TestProbe<FrontendMessage> frontend) {
        return new Subscriber(name, 1, frontend.getRef());
    }

    private static Event.Typing typing(String member) {
        return new Event.Typing(member, 5);
    }
}
