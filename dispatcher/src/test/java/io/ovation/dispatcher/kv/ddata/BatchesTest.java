package io.ovation.dispatcher.kv.ddata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private final List<List<String>> begun = new ArrayList<>();
    private final List<CompletableFuture<String>> results = new ArrayList<>();
    private final Batches<String, String> batches = new Batches<>(3, things -> {
        begun.add(things);
        CompletableFuture<String> result = new CompletableFuture<>();
        results.add(result);
        return result;
    });

    @Test
    void first_beginsAtOnce() {
        batches.add("a");

        assertThat(begun).containsExactly(List.of("a"));
    }

    @Test
    void whatComesMeanwhile_sharesTheNextBatchAndItsResult() {
        CompletableFuture<String> a = batches.add("a").toCompletableFuture();
        CompletableFuture<String> b = batches.add("b").toCompletableFuture();
        CompletableFuture<String> c = batches.add("c").toCompletableFuture();

        results.get(0).complete("first");
        assertThat(begun).containsExactly(List.of("a"), List.of("b", "c"));
        assertThat(a).isCompletedWithValue("first");
        assertThat(b).isNotDone();

        results.get(1).complete("second");
        assertThat(b).isCompletedWithValue("second");
        assertThat(c).isCompletedWithValue("second");
    }

    @Test
    void failure_isToldToItsBatchOnly() {
        CompletableFuture<String> a = batches.add("a").toCompletableFuture();
        CompletableFuture<String> b = batches.add("b").toCompletableFuture();

        results.get(0).completeExceptionally(new IllegalStateException("no"));
        results.get(1).complete("yes");

        assertThat(a).isCompletedExceptionally();
        assertThat(b).isCompletedWithValue("yes");
    }

    @Test
    void oneTooManyToWait_fails() {
        batches.add("running");
        batches.add("b");
        batches.add("c");
        batches.add("d");

        assertThat(batches.add("e")).isCompletedExceptionally();

        results.get(0).complete("done");
        assertThat(begun.get(1)).containsExactly("b", "c", "d");
    }
}
