package io.ovation.common.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import scala.concurrent.Promise;
import scala.jdk.javaapi.FutureConverters;

class SameThreadStageTest {

    private final Promise<String> promise = Promise.apply();
    private final CompletionStage<String> stage = FutureConverters.asJava(promise.future());

    @Test
    void steps_runOnTheThreadThatCompletes() {
        CompletableFuture<Thread> thread = SameThreadStage.of(stage).thenApply(value -> Thread.currentThread());

        promise.success("done");

        assertThat(thread).isCompletedWithValue(Thread.currentThread());
    }

    @Test
    void steps_ofWhatIsComplete_runAtOnce() {
        promise.success("done");

        assertThat(SameThreadStage.of(stage).thenApply(value -> Thread.currentThread()))
                .isCompletedWithValue(Thread.currentThread());
    }

    @Test
    void failure_isPassedOn() {
        IllegalStateException failure = new IllegalStateException("down");
        CompletableFuture<String> sameThread = SameThreadStage.of(stage);

        promise.failure(failure);

        assertThat(sameThread)
                .failsWithin(0, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .withCause(failure);
    }
}
