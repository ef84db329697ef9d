package io.ovation.access.revocation;

import io.ovation.access.rights.Caller;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The revocations that hold on this node. Read by all threads; changed under its lock, which nobody holds for long. */
public final class CurrentRevocations {

    private final InstantSource clock;
    private final List<Consumer<List<Revocation>>> listeners = new ArrayList<>();
    private volatile Revocations current = Revocations.NONE;
    private final CompletableFuture<Void> known = new CompletableFuture<>();

    public CurrentRevocations(InstantSource clock) {
        this.clock = clock;
    }

    public Revocations get() {
        return current;
    }

    public boolean hit(Caller caller) {
        return current.hit(caller, clock.millis());
    }

    /** Whether all are known: until then nobody can say who is let in. */
    public boolean areKnown() {
        return known.isDone();
    }

    /** @return when all are known */
    public CompletionStage<Void> whenKnown() {
        return known;
    }

    void setKnown() {
        known.complete(null);
    }

    /** @param listener is told what is new, in the order in which it comes, once it holds; must not take long */
    public synchronized void onChange(Consumer<List<Revocation>> listener) {
        listeners.add(listener);
    }

    public synchronized void add(Collection<Revocation> more) {
        List<Revocation> fresh = more.stream().filter(current::isNew).toList();
        Revocations changed = current.with(more, clock.millis());
        if (changed != current) {
            current = changed;
            listeners.forEach(listener -> listener.accept(fresh));
        }
    }
}
