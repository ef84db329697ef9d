package io.ovation.dispatcher.kv.redis;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorSystem;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Connections to a Redis of the tests. */
final class RedisClients {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private RedisClients() {}

    /**
     * Returns when it is connected.
     *
     * @param changes HOCON over the shipped settings
     */
    static Redis connect(ActorSystem<?> system, RedisServer server, String changes) {
        Redis redis = Redis.start(system, settings(server.url(), changes));
        await(system, () -> redis.trouble().isEmpty());
        return redis;
    }

    static void await(ActorSystem<?> system, Callable<Boolean> condition) {
        TestProbe.create(system).awaitAssert(PATIENCE, Duration.ofMillis(50), () -> {
            assertThat(condition.call()).isTrue();
            return null;
        });
    }

    static RedisSettings settings(String url, String changes) {
        return RedisSettings.from(ConfigFactory.parseString(changes)
                        .withFallback(ConfigFactory.load())
                        .withValue("ovation.kv", ConfigValueFactory.fromAnyRef(url)))
                .orElseThrow();
    }
}
