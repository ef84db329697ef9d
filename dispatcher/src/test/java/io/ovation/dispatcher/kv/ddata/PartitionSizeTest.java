package io.ovation.dispatcher.kv.ddata;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.ddata.LWWMap;
import akka.cluster.ddata.ReplicatedData;
import akka.cluster.ddata.SelfUniqueAddress;
import akka.cluster.typed.Cluster;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import io.ovation.dispatcher.kv.Table.Field;
import io.ovation.dispatcher.presence.PresenceBucketSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A partition travels as one message, and one that is larger than a frame vanishes. */
class PartitionSizeTest {

    private static final String ID_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-";

    private final Random random = new Random(1);

    @Test
    void fullBucketOfMembersWithTheLongestIds_fitsIntoAFrame() {
        ActorTestKit testKit =
                ActorTestKit.create(ConfigFactory.parseString("""
                        akka.actor.provider = cluster
                        akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                        """).withFallback(ConfigFactory.load()));
        try {
            int members = PresenceBucketSettings.from(ConfigFactory.load()).members();
            SelfUniqueAddress self = new SelfUniqueAddress(
                    Cluster.get(testKit.system()).selfMember().uniqueAddress());
            LWWMap<String, String> map = LWWMap.create();
            for (int member = 0; member < 2 * members; member++) {
                ReplicatedField field = ReplicatedField.of(
                        "999",
                        longestId(),
                        new Field(0, "off " + random.nextLong(2_000_000_000_000L), Duration.ofHours(24), false),
                        Instant.now());
                map = map.put(self, field.name(), field.value());
            }

            byte[] bytes = SerializationExtension.get(testKit.system())
                    .serialize((ReplicatedData) map.resetDelta())
                    .get();

            assertThat((long) bytes.length)
                    .isGreaterThan(100_000)
                    .isLessThan(testKit.system()
                            .settings()
                            .config()
                            .getBytes("akka.remote.artery.advanced.maximum-frame-size"));
        } finally {
            testKit.shutdownTestKit();
        }
    }

    private String longestId() {
        StringBuilder id = new StringBuilder();
        while (id.length() < 128) {
            id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
        }
        return id.toString();
    }
}
