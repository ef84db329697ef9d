package io.ovation.dispatcher.presence;

import com.typesafe.config.ConfigFactory;
import io.ovation.dispatcher.TestNode;
import io.ovation.dispatcher.subscription.SubscriptionStoreSettings;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class DistributedDataPresenceStoreIT extends PresenceStoreContract {

    private static TestNode node;
    private static TestNode other;
    private static PresenceStore store;
    private static PresenceStore forgetful;

    @BeforeAll
    static void start() {
        SubscriptionStoreSettings replication = SubscriptionStoreSettings.from(ConfigFactory.load());
        node = TestNode.start("dispatcher");
        other = TestNode.start("dispatcher");
        node.join(node);
        other.join(other);
        store = DistributedDataPresenceStore.start(node.system(), replication, SETTINGS, InstantSource.system());
        forgetful = DistributedDataPresenceStore.start(other.system(), replication, FORGETFUL, InstantSource.system());
    }

    @AfterAll
    static void stop() {
        other.close();
        node.close();
    }

    @Override
    PresenceStore store() {
        return store;
    }

    @Override
    PresenceStore forgetful() {
        return forgetful;
    }
}
