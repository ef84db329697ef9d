package io.ovation.dispatcher.kv.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovation.dispatcher.kv.Table;
import io.ovation.dispatcher.kv.TableContract;
import io.ovation.dispatcher.kv.TableShape;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What tables do while their Redis does not do what it should. */
class RedisFailsIT {

    private static final TableShape SHAPE = new TableShape("texts", OptionalInt.empty(), true);
    private static final String KEY = "video:42";

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
            Redis redis = RedisClients.connect(testKit.system(), server, "");
            Table own = redis.table(SHAPE);
            TableContract.await(own.write(KEY, fields()));
            long written = System.nanoTime();
            assertThat(own.mayHaveForgotten(written)).isFalse();

            server.kill();
            RedisClients.await(testKit.system(), () -> redis.trouble().isPresent());
            CompletionStage<?> load = own.read(KEY);
            CompletionStage<?> add = own.write(KEY, fields());

            assertThat(load.toCompletableFuture()).isCompletedExceptionally();
            assertThat(add.toCompletableFuture()).isCompletedExceptionally();
            assertThat(redis.trouble().orElseThrow())
                    .startsWith("Redis at 127.0.0.1:" + server.port() + " cannot be reached: ");

            server.restart();
            RedisClients.await(testKit.system(), () -> redis.trouble().isEmpty());

            assertThat(TableContract.await(own.read(KEY))).isEmpty();
            assertThat(own.mayHaveForgotten(written)).isTrue();
            TableContract.await(own.write(KEY, fields()));
            assertThat(TableContract.await(own.read(KEY))).hasSize(1);
        }
    }

    @Test
    void serverThatFallsSilent_isGivenUpAndUsedAgainWhenItAnswers() throws Exception {
        try (RedisServer server = RedisServer.startOrSkip()) {
            Redis redis = RedisClients.connect(testKit.system(), server, RedisSettings.KEY + ".silence = 500ms");
            Table own = redis.table(SHAPE);

            server.pause();
            RedisClients.await(testKit.system(), () -> redis.trouble().isPresent());
            server.resume();
            RedisClients.await(testKit.system(), () -> redis.trouble().isEmpty());

            TableContract.await(own.write(KEY, fields()));
            assertThat(TableContract.await(own.read(KEY))).hasSize(1);
        }
    }

    @Test
    void commandsThatDoNotFitIntoTheQueue_areRefusedAndCounted() throws Exception {
        try (RedisServer server = RedisServer.startOrSkip()) {
            Redis redis = RedisClients.connect(
                    testKit.system(),
                    server,
                    RedisSettings.KEY + " { request-queue = 3, silence = 1h, command-timeout = 20s }");
            Table own = redis.table(SHAPE);
            double before = queueFull();
            server.pause();

            CompletableFuture<?> one = own.read(KEY).toCompletableFuture();
            CompletableFuture<?> two = own.read(KEY).toCompletableFuture();
            CompletableFuture<?> three = own.read(KEY).toCompletableFuture();
            CompletableFuture<?> four = own.read(KEY).toCompletableFuture();

            assertThat(four).isCompletedExceptionally();
            assertThat(queueFull() - before).isEqualTo(1);
            server.resume();
            TableContract.await(one);
            TableContract.await(two);
            TableContract.await(three);
            TableContract.await(own.read(KEY));
        }
    }

    @Test
    void serverWithAPassword_isReachedWithItAndTroubleDoesNotTellIt() throws Exception {
        try (RedisServer server = RedisServer.startOrSkip("s3cret")) {
            RedisSettings right = RedisClients.settings(server.url(), "");
            assertThat(right.toString()).doesNotContain("s3cret");
            Redis redis = Redis.start(testKit.system(), right);
            Table own = redis.table(SHAPE);
            RedisClients.await(testKit.system(), () -> redis.trouble().isEmpty());
            assertThat(TableContract.await(own.read(KEY))).isEmpty();
        }
    }

    @Test
    void serverThatRefusesThePassword_isTroubleThatSaysSo() throws Exception {
        try (RedisServer server = RedisServer.startOrSkip("s3cret")) {
            String url = server.url().replace("s3cret", "wr0ng");
            Redis redis = Redis.start(testKit.system(), RedisClients.settings(url, ""));
            Table own = redis.table(SHAPE);

            RedisClients.await(
                    testKit.system(),
                    () -> redis.trouble()
                            .filter(text -> text.contains("WRONGPASS"))
                            .isPresent());

            assertThat(redis.trouble().orElseThrow()).doesNotContain("wr0ng");
            assertThatThrownBy(() -> TableContract.await(own.read(KEY))).hasMessageContaining("WRONGPASS");
        }
    }

    private static Map<String, Table.Field> fields() {
        return Map.of("one", new Table.Field(1, "text", Duration.ofMinutes(1), false));
    }

    private static double queueFull() {
        return Metrics.counter("ovation.dispatcher.store.refused", "reason", "queue-full")
                .count();
    }
}
