package io.ovation.likes.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.async.StageFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads the store on threads that may block; refuses once too many reads wait, and those that have waited too long. */
public final class StoreReads {

    private final LikesStore store;
    private final Executor blocking;
    private final int limit;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final AtomicInteger underWay = new AtomicInteger();

    private final Counter queueFull = refused("queue-full");
    private final Counter expired = refused("expired");
    private final Counter failed = Metrics.counter("ovation.likes.reads.failed");

    /**
     * @param limit how many reads may run or wait
     * @param patience how long one may wait; nobody is interested in its result later
     */
    public StoreReads(LikesStore store, Executor blocking, int limit, Duration patience) {
        this(store, blocking, limit, patience, System::nanoTime);
    }

    StoreReads(LikesStore store, Executor blocking, int limit, Duration patience, LongSupplier nanoTime) {
        this.store = store;
        this.blocking = blocking;
        this.limit = limit;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /**
     * @return fails with {@link StoreException}, or with {@link RejectedExecutionException} if too many reads wait or
     *     this one has waited too long
     */
    public <T> CompletionStage<T> read(Function<LikesStore, T> query) {
        if (underWay.incrementAndGet() > limit) {
            underWay.decrementAndGet();
            queueFull.increment();
            return CompletableFuture.failedStage(new RejectedExecutionException("too many reads wait for the store"));
        }
        long askedNanos = nanoTime.getAsLong();
        return CompletableFuture.supplyAsync(() -> readNow(query, askedNanos), blocking)
                .whenComplete((result, failure) -> ended(failure));
    }

    private <T> T readNow(Function<LikesStore, T> query, long askedNanos) {
        if (nanoTime.getAsLong() - askedNanos > patience.toNanos()) {
            throw new RejectedExecutionException("a read has waited for the store for too long");
        }
        return query.apply(store);
    }

    private void ended(@Nullable Throwable failure) {
        underWay.decrementAndGet();
        if (failure != null) {
            boolean refused = StageFailure.unwrap(failure) instanceof RejectedExecutionException;
            (refused ? expired : failed).increment();
        }
    }

    private static Counter refused(String reason) {
        return Metrics.counter("ovation.likes.reads.refused", "reason", reason);
    }
}
