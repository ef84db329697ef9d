package io.ovation.dispatcher.presence;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.ovation.dispatcher.subscription.Redis;
import io.ovation.dispatcher.subscription.RedisServer;
import io.ovation.dispatcher.subscription.RedisStores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisPresenceStoreIT extends PresenceStoreContract {

    private static RedisServer server;
    private static ActorTestKit testKit;
    private static Redis redis;

    @BeforeAll
    static void start() {
        server = RedisServer.startOrSkip();
        testKit = ActorTestKit.create();
        redis = RedisStores.connection(testKit.system(), server);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            testKit.shutdownTestKit();
            server.close();
        }
    }

    @Override
    PresenceStore store() {
        return new RedisPresenceStore(redis, SETTINGS);
    }

    @Override
    PresenceStore forgetful() {
        return new RedisPresenceStore(redis, FORGETFUL);
    }
}
