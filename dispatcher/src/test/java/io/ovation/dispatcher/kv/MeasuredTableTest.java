package io.ovation.dispatcher.kv;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class MeasuredTableTest {

    private static final Table.Field FIELD = new Table.Field(1, "text", Duration.ofMinutes(1), false);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ScriptedTable scripted = new ScriptedTable();
    private final Table table = new MeasuredTable(scripted, "subscribers", registry);

    @Test
    void answers_areTimedOnceTheyCome() throws Exception {
        CompletionStage<Map<String, Table.Field>> read = table.read("key");
        assertThat(timed("read")).isZero();

        scripted.nextRead().complete(Map.of("field", FIELD));

        assertThat(read.toCompletableFuture()).isCompletedWithValue(Map.of("field", FIELD));
        assertThat(timed("read")).isOne();
        assertThat(timed("write")).isZero();
    }

    @Test
    void failures_areTimed_andPassedOn() {
        scripted.failWrites(true);

        CompletableFuture<?> write = table.write("key", Map.of("field", FIELD)).toCompletableFuture();

        assertThat(write).isCompletedExceptionally();
        assertThat(timed("write")).isOne();
    }

    @Test
    void everyOperation_hasItsOwnTimer() {
        table.remove("key", "field", 1);
        table.markedKeys();

        assertThat(timed("remove")).isOne();
        assertThat(timed("list")).isOne();
    }

    private long timed(String operation) {
        return registry.get("ovation.dispatcher.store")
                .tag("table", "subscribers")
                .tag("operation", operation)
                .timer()
                .count();
    }
}
