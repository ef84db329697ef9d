package io.ovation.common.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes a stage that Akka gave, so that the steps which follow run where it completes.
 *
 * <p>Akka's stages are Scala futures in disguise: {@code thenApply} and its like run each step on the default executor
 * of {@link CompletableFuture}. That is a new thread for each step where there are no more than two processors, and a
 * pool that Akka does not know of elsewhere. So every stage that comes from an ask or from a route goes
 * through here, or names an executor in its first step.
 */
public final class SameThreadStage {

    private SameThreadStage() {}

    /** @return completes like the stage, and its steps run at once, on the thread that completes it */
    public static <T> CompletableFuture<T> of(CompletionStage<T> stage) {
        CompletableFuture<T> sameThread = new CompletableFuture<>();
        stage.whenCompleteAsync(
                (value, failure) -> {
                    if (failure == null) {
                        sameThread.complete(value);
                    } else {
                        sameThread.completeExceptionally(failure);
                    }
                },
                Runnable::run);
        return sameThread;
    }
}
