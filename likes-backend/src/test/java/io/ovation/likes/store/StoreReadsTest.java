package io.ovation.likes.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovation.common.async.StageFailure;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreReadsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private long nanos = Long.MAX_VALUE;
    private final StoreReads reads = new StoreReads(new EmptyStore() {}, waiting::add, 2, PATIENCE, () -> nanos);

    @BeforeEach
    void count() {
        Metrics.addRegistry(meters);
    }

    @AfterEach
    void stopCounting() {
        Metrics.removeRegistry(meters);
    }

    @Test
    void read_runsOnTheThreadsThatMayBlock() {
        CompletionStage<Map<String, Long>> read = ask();
        assertThat(read.toCompletableFuture()).isNotDone();

        waiting.remove().run();

        assertThat(read.toCompletableFuture()).isCompletedWithValue(Map.of());
        assertThat(refused("queue-full") + refused("expired") + failed()).isZero();
    }

    @Test
    void readBeyondTheLimit_isRefusedUntilAnotherHasEnded() {
        ask();
        ask();

        assertThat(failure(ask())).isInstanceOf(RejectedExecutionException.class);
        assertThat(refused("queue-full")).isEqualTo(1);
        assertThat(waiting).hasSize(2);

        waiting.remove().run();
        ask();
        assertThat(waiting).hasSize(2);
        assertThat(refused("queue-full")).isEqualTo(1);
    }

    @Test
    void readThatHasWaitedTooLong_isNotRun_andMakesRoom() {
        boolean[] run = {false};
        CompletionStage<Boolean> late = reads.read(store -> run[0] = true);
        nanos += PATIENCE.toNanos() + 1;

        waiting.remove().run();

        assertThat(failure(late)).isInstanceOf(RejectedExecutionException.class);
        assertThat(run[0]).isFalse();
        assertThat(refused("expired")).isEqualTo(1);
        assertThat(failed()).isZero();
        ask();
        ask();
        assertThat(waiting).hasSize(2);
    }

    @Test
    void readThatHasWaitedForAsLongAsItMay_isRun() {
        CompletionStage<Map<String, Long>> read = ask();
        nanos += PATIENCE.toNanos();

        waiting.remove().run();

        assertThat(read.toCompletableFuture()).isCompleted();
    }

    @Test
    void readThatFails_isCounted() {
        CompletionStage<Object> read = reads.read(store -> {
            throw new IllegalStateException("no");
        });

        waiting.remove().run();

        assertThat(failure(read)).hasMessage("no");
        assertThat(failed()).isEqualTo(1);
        assertThat(refused("expired")).isZero();
    }

    private CompletionStage<Map<String, Long>> ask() {
        return reads.read(store -> store.totals(Topic.video("42")));
    }

    private static @Nullable Throwable failure(CompletionStage<?> stage) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        assertThat(future).isCompletedExceptionally();
        return StageFailure.unwrap(future.handle((value, failure) -> failure).join());
    }

    private double refused(String reason) {
        return meters.counter("ovation.likes.reads.refused", "reason", reason).count();
    }

    private double failed() {
        return meters.counter("ovation.likes.reads.failed").count();
    }
}
