package io.ovation.dispatcher.presence;

import akka.Done;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A store that answers when and how the test says, and tells what it was told. */
final class ScriptedPresenceStore implements PresenceStore {

    private final BlockingQueue<CompletableFuture<Map<String, PresenceRecord>>> loads = new LinkedBlockingQueue<>();
    private final BlockingQueue<Map<String, PresenceRecord>> writes = new LinkedBlockingQueue<>();
    private volatile boolean failing;
    private volatile boolean forgetful;

    @Override
    public CompletionStage<Map<String, PresenceRecord>> load(int bucket) {
        CompletableFuture<Map<String, PresenceRecord>> load = new CompletableFuture<>();
        loads.add(load);
        return load;
    }

    @Override
    public CompletionStage<Done> write(int bucket, Map<String, PresenceRecord> members) {
        // Decided before the test hears of it, and maybe says otherwise.
        CompletionStage<Done> done = failing
                ? CompletableFuture.failedStage(new IllegalStateException("the store is down"))
                : CompletableFuture.completedStage(Done.getInstance());
        writes.add(members);
        return done;
    }

    @Override
    public CompletionStage<Set<Integer>> online() {
        return CompletableFuture.completedStage(Set.of(7));
    }

    @Override
    public boolean mayHaveForgotten(long writtenAtNanos) {
        return forgetful;
    }

    void failWrites(boolean fail) {
        failing = fail;
    }

    void forget(boolean forget) {
        forgetful = forget;
    }

    CompletableFuture<Map<String, PresenceRecord>> nextLoad() throws InterruptedException {
        return Optional.ofNullable(loads.poll(15, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("the store was not asked"));
    }

    Map<String, PresenceRecord> nextWrite() throws InterruptedException {
        return Optional.ofNullable(writes.poll(15, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("the store was not told"));
    }
}
