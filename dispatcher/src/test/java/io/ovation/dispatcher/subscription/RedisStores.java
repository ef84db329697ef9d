package io.ovation.dispatcher.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorSystem;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Stores on a Redis of the tests. */
public final class RedisStores {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private RedisStores() {}

    /**
     * Returns when it is connected.
     *
     * @param changes HOCON over the shipped settings
     */
    public static SubscriptionStore connect(ActorSystem<?> system, RedisServer server, String changes) {
        SubscriptionStore store = start(system, settings(server.url(), changes));
        await(system, () -> store.trouble().isEmpty());
        return store;
    }

    /** Returns when it is connected. */
    public static Redis connection(ActorSystem<?> system, RedisServer server) {
        Redis redis = Redis.start(system, settings(server.url(), ""));
        await(system, () -> redis.trouble().isEmpty());
        return redis;
    }

    static SubscriptionStore start(ActorSystem<?> system, RedisSettings settings) {
        return RedisStore.on(Redis.start(system, settings), system);
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
