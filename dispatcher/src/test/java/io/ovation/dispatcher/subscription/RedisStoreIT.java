package io.ovation.dispatcher.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisStoreIT extends SubscriptionStoreContract {

    private final ActorTestKit otherSystem = ActorTestKit.create();
    private final ActorTestKit westSystem = ActorTestKit.create();
    private RedisServer redis;
    private SubscriptionStore forgetful;
    private SubscriptionStore west;

    @Override
    SubscriptionStore open(ActorSystem<?> system) {
        redis = RedisServer.startOrSkip();
        return RedisStores.connect(system, redis, "");
    }

    @BeforeAll
    void openOthers() {
        Metrics.addRegistry(new SimpleMeterRegistry());
        forgetful = RedisStores.connect(otherSystem.system(), redis, RedisSettings.KEY + ".entry-life = 500ms");
        west = RedisStores.connect(westSystem.system(), redis, "ovation.data-centre = west");
    }

    @AfterAll
    void close() {
        westSystem.shutdownTestKit();
        otherSystem.shutdownTestKit();
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void entryThatIsNotAddedAgain_expires() throws Exception {
        Topic topic = topic();
        await(forgetful.add(topic, fleeting()));
        assertThat(await(forgetful.load(topic))).hasSize(1);

        RedisStores.await(node.system(), () -> await(forgetful.load(topic)).isEmpty());
        RedisStores.await(node.system(), () -> !redis.hasKey(key(topic)));
    }

    @Test
    void entryThatHasExpired_isDroppedWhileAnotherKeepsTheTopic() throws Exception {
        Topic topic = topic();
        await(store.add(topic, subscriber("lasting", 1)));
        await(forgetful.add(topic, fleeting()));

        RedisStores.await(
                node.system(),
                () -> await(store.load(topic)).stream()
                        .noneMatch(found -> found.node().equals("fleeting")));

        assertThat(redis.fields(key(topic))).containsOnlyKeys("lasting");
        assertThat(redis.lifeOf(key(topic))).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void recordThatIsNone_isIgnoredAndCounted() throws Exception {
        Topic topic = topic();
        await(store.add(topic, subscriber("good", 1)));
        String garbage = "8000000000000001 99999999999999 not-an-actor";
        redis.setField(key(topic), "garbage", garbage);
        redis.setField(key(topic), "empty", "");
        double before = unparsable();

        assertThat(await(store.load(topic))).extracting(found -> found.node()).containsExactly("good");

        assertThat(unparsable() - before).isEqualTo(2);
    }

    @Test
    void recordThatIsNone_givesWayToAnEntry() throws Exception {
        Topic topic = topic();
        redis.setField(key(topic), "one", "what an older version wrote");

        await(store.add(topic, subscriber("one", 1)));

        assertThat(await(store.load(topic))).extracting(found -> found.node()).containsExactly("one");
        assertThat(redis.lifeOf(key(topic))).isPositive();
    }

    @Test
    void dataCentres_doNotShareSubscribers() throws Exception {
        Topic topic = topic();
        await(store.add(topic, subscriber("one", 1)));

        assertThat(await(west.load(topic))).isEmpty();
    }

    @Test
    void entry_isWantedAgainAfterAThirdOfItsLifeOrIfAnotherAddedIt() {
        long now = System.nanoTime();

        assertThat(store.wantsAgain(OptionalLong.of(now), now)).isFalse();
        assertThat(store.wantsAgain(
                        OptionalLong.of(now), now + Duration.ofSeconds(39).toNanos()))
                .isFalse();
        assertThat(store.wantsAgain(
                        OptionalLong.of(now), now + Duration.ofSeconds(40).toNanos()))
                .isTrue();
        assertThat(store.wantsAgain(OptionalLong.empty(), now)).isTrue();
    }

    private Subscriber fleeting() {
        return new Subscriber(
                "fleeting",
                1,
                otherSystem.createTestProbe(FrontendMessage.class).getRef());
    }

    private static double unparsable() {
        return Metrics.counter("ovation.dispatcher.store.records.ignored", "reason", "unparsable")
                .count();
    }

    private static Topic topic() {
        return Topic.video(UUID.randomUUID().toString());
    }

    private static String key(Topic topic) {
        return "ovation:default:subscribers:" + topic;
    }
}
