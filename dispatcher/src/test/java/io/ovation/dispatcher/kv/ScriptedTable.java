package io.ovation.dispatcher.kv;

import akka.Done;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A table that answers when and how the test says, and remembers what it was told. */
public final class ScriptedTable implements Table {

    /** A write, or a removal if there is no field. */
    public record Change(String key, String field, Optional<Field> written) {}

    private final BlockingQueue<CompletableFuture<Map<String, Field>>> reads = new LinkedBlockingQueue<>();
    private final BlockingQueue<Map<String, Field>> writes = new LinkedBlockingQueue<>();
    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private volatile boolean failing;
    private volatile boolean forgetful;
    private volatile Set<String> marked = Set.of();

    @Override
    public CompletionStage<Map<String, Field>> read(String key) {
        CompletableFuture<Map<String, Field>> read = new CompletableFuture<>();
        reads.add(read);
        return read;
    }

    @Override
    public CompletionStage<Done> write(String key, Map<String, Field> fields) {
        // Decided before the test hears of it, and maybe says otherwise.
        CompletionStage<Done> outcome = outcome();
        fields.forEach((name, field) -> changes.add(new Change(key, name, Optional.of(field))));
        writes.add(fields);
        return outcome;
    }

    @Override
    public CompletionStage<Done> remove(String key, String field, long version) {
        changes.add(new Change(key, field, Optional.empty()));
        return outcome();
    }

    @Override
    public CompletionStage<Set<String>> markedKeys() {
        return CompletableFuture.completedStage(marked);
    }

    @Override
    public boolean mayHaveForgotten(long writtenAtNanos) {
        return forgetful;
    }

    public void failWrites(boolean fail) {
        failing = fail;
    }

    public void forget(boolean forget) {
        forgetful = forget;
    }

    public void mark(String... keys) {
        marked = Set.of(keys);
    }

    /** The next read that was asked for, to be completed. */
    public CompletableFuture<Map<String, Field>> nextRead() throws InterruptedException {
        return Optional.ofNullable(reads.poll(15, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("the table was not read"));
    }

    public Map<String, Field> nextWrite() throws InterruptedException {
        return Optional.ofNullable(writes.poll(15, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("the table was not written"));
    }

    /** The fields that were written so far, in order. */
    public List<String> written() {
        return changes.stream()
                .filter(change -> change.written().isPresent())
                .map(Change::field)
                .toList();
    }

    /** The fields that were removed so far, in order. */
    public List<String> removed() {
        return changes.stream()
                .filter(change -> change.written().isEmpty())
                .map(Change::field)
                .toList();
    }

    private CompletionStage<Done> outcome() {
        return failing
                ? CompletableFuture.failedStage(new IllegalStateException("the store is down"))
                : CompletableFuture.completedStage(Done.getInstance());
    }
}
