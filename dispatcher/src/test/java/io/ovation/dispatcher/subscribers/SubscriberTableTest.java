package io.ovation.dispatcher.subscribers;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRefResolver;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.kv.ScriptedTable;
import io.ovation.dispatcher.kv.Table.Field;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SubscriberTableTest {

    /** One that knows addresses of others. */
    private static final ActorTestKit TEST_KIT =
            ActorTestKit.create(ConfigFactory.parseString("""
                    akka.actor.provider = cluster
                    akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                    """).withFallback(ConfigFactory.load()));

    private static final Topic TOPIC = Topic.video("42");
    private static final Duration LIFE = Duration.ofMinutes(2);

    private final ScriptedTable table = new ScriptedTable();
    private final SubscriberTable subscribers = new SubscriberTable(table, LIFE, TEST_KIT.system());

    @AfterAll
    static void stop() {
        TEST_KIT.shutdownTestKit();
    }

    @Test
    void subscriber_isReadAsItWasWritten() throws Exception {
        String path = "akka://" + TEST_KIT.system().name() + "@127.0.0.9:2559/user/frontend/topics#1234567";
        Subscriber remote = new Subscriber(
                "remote",
                Long.MIN_VALUE,
                ActorRefResolver.get(TEST_KIT.system()).resolveActorRef(path));

        subscribers.add(TOPIC, remote);
        Map<String, Field> written = table.nextWrite();
        Collection<StoredSubscriber> read = read(written);

        assertThat(written)
                .containsOnlyKeys("remote")
                .containsEntry("remote", new Field(Long.MIN_VALUE, path, LIFE, false));
        assertThat(read).containsExactly(new StoredSubscriber(remote, Duration.ZERO));
    }

    @Test
    void age_isWhatIsGoneOfTheLife() throws Exception {
        subscribers.add(TOPIC, subscriber());
        Field written = table.nextWrite().get("one");

        Collection<StoredSubscriber> read =
                read(Map.of("one", new Field(written.version(), written.text(), Duration.ofSeconds(50), false)));

        assertThat(read).extracting(StoredSubscriber::age).containsExactly(Duration.ofSeconds(70));
    }

    @Test
    void textThatIsNoActor_isIgnoredAndCounted() throws Exception {
        Metrics.addRegistry(new SimpleMeterRegistry());
        double before = unparsable();

        assertThat(read(Map.of("one", new Field(1, "not-an-actor", LIFE, false))))
                .isEmpty();

        assertThat(unparsable() - before).isEqualTo(1);
    }

    @Test
    void entry_isWantedAgainAfterAThirdOfItsLifeOrIfItMayBeLost() {
        assertThat(subscribers.wantsAgain(5, 5 + Duration.ofSeconds(39).toNanos()))
                .isFalse();
        assertThat(subscribers.wantsAgain(5, 5 + Duration.ofSeconds(40).toNanos()))
                .isTrue();

        table.forget(true);
        assertThat(subscribers.wantsAgain(5, 5)).isTrue();
    }

    private Collection<StoredSubscriber> read(Map<String, Field> fields) throws Exception {
        CompletableFuture<Collection<StoredSubscriber>> loaded =
                subscribers.load(TOPIC).toCompletableFuture();
        table.nextRead().complete(fields);
        return loaded.getNow(null);
    }

    private static Subscriber subscriber() {
        return new Subscriber(
                "one", 1, TEST_KIT.createTestProbe(FrontendMessage.class).getRef());
    }

    private static double unparsable() {
        return Metrics.counter(
                        "ovation.dispatcher.store.records.ignored", "reason", "unparsable", "table", "subscribers")
                .count();
    }
}
