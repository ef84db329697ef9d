package io.ovation.likes.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Reads the store on threads that may block; refuses once too many reads wait. */
public final class StoreReads {

    private final LikesStore store;
    private final Executor blocking;
    private final int limit;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Counter refused = Metrics.counter("ovation.likes.reads.refused", "reason", "queue-full");

    /** @param limit how many reads may run or wait */
    public StoreReads(LikesStore store, Executor blocking, int limit) {
        this.store = store;
        this.blocking = blocking;
        this.limit = limit;
    }

    /** @return fails with {@link StoreException}, or with {@link RejectedExecutionException} if too many reads wait */
    public <T> CompletionStage<T> read(Function<LikesStore, T> query) {
        if (underWay.incrementAndGet() > limit) {
            underWay.decrementAndGet();
            refused.increment();
            return CompletableFuture.failedStage(new RejectedExecutionException("too many reads wait for the store"));
        }
        return CompletableFuture.supplyAsync(() -> query.apply(store), blocking)
                .whenComplete((result, failure) -> underWay.decrementAndGet());
    }
}
