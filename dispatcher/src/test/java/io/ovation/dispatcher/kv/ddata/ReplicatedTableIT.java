package io.ovation.dispatcher.kv.ddata;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import com.typesafe.config.ConfigFactory;
import io.ovation.dispatcher.TestNode;
import io.ovation.dispatcher.kv.KeyValueStore;
import io.ovation.dispatcher.kv.Table;
import io.ovation.dispatcher.kv.TableContract;
import io.ovation.dispatcher.kv.TableShape;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReplicatedTableIT extends TableContract {

    private static final DistributedDataSettings SETTINGS = DistributedDataSettings.from(ConfigFactory.load());

    private final TestNode other = TestNode.start("dispatcher");
    private Table otherTable;

    @Override
    protected KeyValueStore open() {
        return new DistributedData(node.system(), SETTINGS);
    }

    @BeforeAll
    void openOther() {
        otherTable =
                new DistributedData(other.system(), SETTINGS).table(new TableShape("texts", OptionalInt.empty(), true));
        other.join(node);
    }

    @AfterAll
    void closeOther() {
        other.close();
    }

    @Test
    void durableWrite_isSeenOnAnotherNodeAtOnce() throws Exception {
        String key = newKey();

        await(table.write(key, Map.of("one", field(1, "text"))));

        assertThat(texts(await(otherTable.read(key)))).containsOnly(Map.entry("one", "text"));
    }

    @Test
    void versionsWrittenOnTwoNodesAtTheSameTime_areReadAsTheHigher() throws Exception {
        String key = newKey();

        CompletionStage<Done> lower = otherTable.write(key, Map.of("one", field(1, "lower")));
        CompletionStage<Done> higher = table.write(key, Map.of("one", field(2, "higher")));
        await(lower);
        await(higher);

        assertThat(texts(await(table.read(key)))).containsOnly(Map.entry("one", "higher"));
        assertThat(texts(await(otherTable.read(key)))).containsOnly(Map.entry("one", "higher"));
    }
}
