package io.ovation.dispatcher.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.topic.Topic;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a store does while its Redis does not do what it should. */
class RedisFailsIT {

    private static final Topic TOPIC = Topic.video("42");

    private final ActorTestKit testKit = ActorTestKit.create();

    @BeforeAll
    static void count() {
        Metrics.addRegistry(new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void serverThatIsKilled_isRefusedAtOnceAndUsedAgainWhenItIsBack() throws Exception {
        try (RedisServer server = RedisServer.startOrSkip()) {
            SubscriptionStore own = RedisStores.connect(testKit.system(), server, "");
            SubscriptionStoreContract.await(own.add(TOPIC, subscriber()));
            long added = System.nanoTime();

            server.kill();
            RedisStores.await(testKit.system(), () -> own.trouble().isPresent());
            CompletionStage<?> load = own.load(TOPIC);
            CompletionStage<?> add = own.add(TOPIC, subscriber());

            assertThat(load.toCompletableFuture()).isCompletedExceptionally();
            assertThat(add.toCompletableFuture()).isCompletedExceptionally();
            assertThat(own.trouble().orElseThrow())
                    .startsWith("Redis at 127.0.0.1:" + server.port() + " cannot be reached: ");

            server.restart();
            RedisStores.await(testKit.system(), () -> own.trouble().isEmpty());

            assertThat(SubscriptionStoreContract.await(own.load(TOPIC))).isEmpty();
            assertThat(own.wantsAgain(OptionalLong.of(added), System.nanoTime()))
                    .isTrue();
            SubscriptionStoreContract.await(own.add(TOPIC, subscriber()));
            assertThat(SubscriptionStoreContract.await(own.load(TOPIC))).hasSize(1);
        }
    }

    @Test
    void serverThatFallsSilent_isGivenUpAndUsedAgainWhenItAnswers() throws Exception {
        try (RedisServer server = RedisServer.startOrSkip()) {
            SubscriptionStore own =
                    RedisStores.connect(testKit.system(), server, RedisSettings.KEY + ".silence = 500ms");

            server.pause();
            RedisStores.await(testKit.system(), () -> own.trouble().isPresent());
            server.resume();
            RedisStores.await(testKit.system(), () -> own.trouble().isEmpty());

            SubscriptionStoreContract.await(own.add(TOPIC, subscriber()));
            assertThat(SubscriptionStoreContract.await(own.load(TOPIC))).hasSize(1);
        }
    }

    @Test
    void commandsThatDoNotFitIntoTheQueue_areRefusedAndCounted() throws Exception {
        try (RedisServer server = RedisServer.startOrSkip()) {
            SubscriptionStore own = RedisStores.connect(
                    testKit.system(),
                    server,
                    RedisSettings.KEY + " { request-queue = 3, silence = 1h, command-timeout = 20s }");
            double before = queueFull();
            server.pause();

            CompletableFuture<?> one = own.load(TOPIC).toCompletableFuture();
            CompletableFuture<?> two = own.load(TOPIC).toCompletableFuture();
            CompletableFuture<?> three = own.load(TOPIC).toCompletableFuture();
            CompletableFuture<?> four = own.load(TOPIC).toCompletableFuture();

            assertThat(four).isCompletedExceptionally();
            assertThat(queueFull() - before).isEqualTo(1);
            server.resume();
            SubscriptionStoreContract.await(one);
            SubscriptionStoreContract.await(two);
            SubscriptionStoreContract.await(three);
            SubscriptionStoreContract.await(own.load(TOPIC));
        }
    }

    @Test
    void serverWithAPassword_isReachedWithItAndTroubleDoesNotTellIt() throws Exception {
        try (RedisServer server = RedisServer.startOrSkip("s3cret")) {
            RedisSettings right = RedisStores.settings(server.url(), "");
            assertThat(right.toString()).doesNotContain("s3cret");
            SubscriptionStore own = RedisStores.start(testKit.system(), right);
            RedisStores.await(testKit.system(), () -> own.trouble().isEmpty());
            assertThat(SubscriptionStoreContract.await(own.load(TOPIC))).isEmpty();
        }
    }

    @Test
    void serverThatRefusesThePassword_isTroubleThatSaysSo() throws Exception {
        try (RedisServer server = RedisServer.startOrSkip("s3cret")) {
            String url = server.url().replace("s3cret", "wr0ng");
            SubscriptionStore own = RedisStores.start(testKit.system(), RedisStores.settings(url, ""));

            RedisStores.await(
                    testKit.system(),
                    () -> own.trouble()
                            .filter(text -> text.contains("WRONGPASS"))
                            .isPresent());

            assertThat(own.trouble().orElseThrow()).doesNotContain("wr0ng");
            assertThatThrownBy(() -> SubscriptionStoreContract.await(own.load(TOPIC)))
                    .hasMessageContaining("WRONGPASS");
        }
    }

    private Subscriber subscriber() {
        return new Subscriber(
                "one", 1, testKit.createTestProbe(FrontendMessage.class).getRef());
    }

    private static double queueFull() {
        return Metrics.counter("ovation.dispatcher.store.refused", "reason", "queue-full")
                .count();
    }
}
