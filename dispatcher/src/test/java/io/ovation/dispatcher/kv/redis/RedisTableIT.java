package io.ovation.dispatcher.kv.redis;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovation.dispatcher.kv.KeyValueStore;
import io.ovation.dispatcher.kv.Table;
import io.ovation.dispatcher.kv.TableContract;
import io.ovation.dispatcher.kv.TableShape;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisTableIT extends TableContract {

    private final ActorTestKit westSystem = ActorTestKit.create();
    private RedisServer redis;

    @Override
    protected KeyValueStore open() {
        redis = RedisServer.startOrSkip();
        return RedisClients.connect(node.system(), redis, "");
    }

    @BeforeAll
    void count() {
        Metrics.addRegistry(new SimpleMeterRegistry());
    }

    @AfterAll
    void close() {
        westSystem.shutdownTestKit();
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void keyWhoseFieldsHaveExpired_goes() throws Exception {
        String key = newKey();
        await(table.write(key, Map.of("fleeting", new Table.Field(0, "text", Duration.ofMillis(300), true))));

        RedisClients.await(node.system(), () -> await(table.read(key)).isEmpty());
        RedisClients.await(node.system(), () -> !redis.hasKey(hash(key)));
    }

    @Test
    void fieldThatHasExpired_isDroppedWhileAnotherKeepsTheKey() throws Exception {
        String key = newKey();
        await(table.write(
                key,
                Map.of(
                        "fleeting",
                        new Table.Field(0, "text", Duration.ofMillis(300), false),
                        "lasting",
                        field(0, "text"))));

        RedisClients.await(node.system(), () -> !await(table.read(key)).containsKey("fleeting"));

        assertThat(redis.fields(hash(key))).containsOnlyKeys("lasting");
        assertThat(redis.lifeOf(hash(key))).isGreaterThan(Duration.ofMinutes(1));
    }

    @Test
    void recordThatIsNone_isIgnoredAndCounted() throws Exception {
        String key = newKey();
        await(table.write(key, Map.of("good", field(1, "text"))));
        redis.setField(hash(key), "garbage", "8000000000000001 99999999999999 ? text");
        redis.setField(hash(key), "empty", "");
        double before = unparsable();

        assertThat(await(table.read(key))).containsOnlyKeys("good");

        assertThat(unparsable() - before).isEqualTo(2);
    }

    @Test
    void recordThatIsNone_givesWayToAField() throws Exception {
        String key = newKey();
        redis.setField(hash(key), "one", "what an older version wrote");

        await(table.write(key, Map.of("one", field(1, "text"))));

        assertThat(texts(await(table.read(key)))).containsOnly(Map.entry("one", "text"));
        assertThat(redis.lifeOf(hash(key))).isPositive();
    }

    @Test
    void dataCentres_areApart() throws Exception {
        String key = newKey();
        Table west = RedisClients.connect(westSystem.system(), redis, "ovation.data-centre = west")
                .table(new TableShape("texts", OptionalInt.empty(), true));
        await(table.write(key, Map.of("one", new Table.Field(1, "text", LONG, true))));

        assertThat(await(west.read(key))).isEmpty();
        assertThat(await(west.markedKeys())).isEmpty();
    }

    private static double unparsable() {
        return Metrics.counter("ovation.dispatcher.store.records.ignored", "reason", "unparsable", "table", "texts")
                .count();
    }

    private static String hash(String key) {
        return "ovation:default:table:texts:" + key;
    }
}
