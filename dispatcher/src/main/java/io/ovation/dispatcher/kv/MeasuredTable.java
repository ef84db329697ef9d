package io.ovation.dispatcher.kv;

import akka.Done;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** A table whose answers are timed, those that say that it failed among them. */
final class MeasuredTable implements Table {

    private static final Duration[] BUCKETS = LongStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Table table;
    private final String name;
    private final MeterRegistry registry;
    private final Timer reads;
    private final Timer writes;
    private final Timer removals;
    private final Timer lists;

    MeasuredTable(Table table, String name, MeterRegistry registry) {
        this.table = table;
        this.name = name;
        this.registry = registry;
        this.reads = timer("read");
        this.writes = timer("write");
        this.removals = timer("remove");
        this.lists = timer("list");
    }

    private Timer timer(String operation) {
        return Timer.builder("ovation.dispatcher.store")
                .tag("table", name)
                .tag("operation", operation)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    @Override
    public CompletionStage<Map<String, Field>> read(String key) {
        long begin = System.nanoTime();
        return timed(reads, begin, table.read(key));
    }

    @Override
    public CompletionStage<Done> write(String key, Map<String, Field> fields) {
        long begin = System.nanoTime();
        return timed(writes, begin, table.write(key, fields));
    }

    @Override
    public CompletionStage<Done> remove(String key, String field, long version) {
        long begin = System.nanoTime();
        return timed(removals, begin, table.remove(key, field, version));
    }

    @Override
    public CompletionStage<Set<String>> markedKeys() {
        long begin = System.nanoTime();
        return timed(lists, begin, table.markedKeys());
    }

    @Override
    public boolean mayHaveForgotten(long writtenAtNanos) {
        return table.mayHaveForgotten(writtenAtNanos);
    }

    /** The very stage that the store gave: what its callers do with it is not timed. */
    private static <T> CompletionStage<T> timed(Timer timer, long begin, CompletionStage<T> answer) {
        answer.whenComplete((done, failure) -> timer.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS));
        return answer;
    }
}
