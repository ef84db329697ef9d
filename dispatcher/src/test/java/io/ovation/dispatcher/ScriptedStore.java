package io.ovation.dispatcher;

import akka.Done;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.subscription.SubscriptionStore;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A store that answers when and how the test says, and remembers what it was told. */
final class ScriptedStore implements SubscriptionStore {

    private final BlockingQueue<CompletableFuture<Set<Subscriber>>> loads = new LinkedBlockingQueue<>();
    private final List<Subscriber> added = new CopyOnWriteArrayList<>();
    private final List<Subscriber> removed = new CopyOnWriteArrayList<>();
    private volatile boolean failing;
    private volatile boolean wanting;

    @Override
    public CompletionStage<Set<Subscriber>> load(Topic topic) {
        CompletableFuture<Set<Subscriber>> load = new CompletableFuture<>();
        loads.add(load);
        return load;
    }

    @Override
    public CompletionStage<Done> add(Topic topic, Subscriber subscriber) {
        added.add(subscriber);
        return outcome();
    }

    @Override
    public CompletionStage<Done> remove(Topic topic, Subscriber subscriber) {
        removed.add(subscriber);
        return outcome();
    }

    @Override
    public boolean wantsAgain(OptionalLong addedAtNanos, long nowNanos) {
        return wanting;
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    /** The next load that was asked for, to be completed. */
    CompletableFuture<Set<Subscriber>> nextLoad() throws InterruptedException {
        CompletableFuture<Set<Subscriber>> load = loads.poll(5, TimeUnit.SECONDS);
        if (load == null) {
            throw new AssertionError("the store was not asked");
        }
        return load;
    }

    void failWrites(boolean fail) {
        failing = fail;
    }

    void wantAgain(boolean want) {
        wanting = want;
    }

    List<Subscriber> added() {
        return added;
    }

    List<Subscriber> removed() {
        return removed;
    }

    private CompletionStage<Done> outcome() {
        return failing
                ? CompletableFuture.failedStage(new IllegalStateException("the store is down"))
                : CompletableFuture.completedStage(Done.getInstance());
    }
}
