package io.ovation.dispatcher.kv.ddata;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Does things in batches, one batch at a time: while one runs, what comes gathers for the next. So the busier it is, the
 * more share a batch, and when it is quiet nobody waits. Thread-safe.
 *
 * @param <T> a thing to do
 * @param <R> what all of a batch are told
 */
final class Batches<T, R> {

    private record Batch<T, R>(List<T> things, CompletableFuture<R> result) {

        static <T, R> Batch<T, R> create() {
            return new Batch<>(new ArrayList<>(), new CompletableFuture<>());
        }
    }

    private final int limit;
    private final Function<List<T>, CompletionStage<R>> work;
    private Batch<T, R> waiting = Batch.create();
    private boolean running;

    /**
     * @param limit how much may wait; what comes on top fails
     * @param work does a batch, neither blocks nor throws
     */
    Batches(int limit, Function<List<T>, CompletionStage<R>> work) {
        this.limit = limit;
        this.work = work;
    }

    /** @return how the batch ends; it begins after this call */
    CompletionStage<R> add(T thing) {
        CompletableFuture<R> result;
        synchronized (this) {
            if (waiting.things().size() >= limit) {
                return CompletableFuture.failedStage(new IllegalStateException(limit + " are waiting already"));
            }
            waiting.things().add(thing);
            result = waiting.result();
        }
        runNext();
        return result;
    }

    private void runNext() {
        Batch<T, R> next;
        synchronized (this) {
            if (running || waiting.things().isEmpty()) {
                return;
            }
            running = true;
            next = waiting;
            waiting = Batch.create();
        }
        work.apply(next.things()).whenComplete((result, failure) -> {
            synchronized (this) {
                running = false;
            }
            runNext();
            if (failure == null) {
                next.result().complete(result);
            } else {
                next.result().completeExceptionally(failure);
            }
        });
    }
}
