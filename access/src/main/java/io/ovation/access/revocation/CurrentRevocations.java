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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The revocations that hold on this node. Read by all threads; changed under its lock, which nobody holds for long.
 *
 * <p>No node accepts more than {@link Revocations#MOST}, so there are more only where data centres have accepted theirs
 * while they were cut off from each other. Beyond {@link #MOST_HELD} a node cannot know who is kept out, and until it is
 * started again it lets nobody in who has a token: to leave some out would let them in.
 */
public final class CurrentRevocations {

    /** As many as five data centres can have accepted apart. */
    public static final int MOST_HELD = 5 * Revocations.MOST;

    private static final Logger LOG = LoggerFactory.getLogger(CurrentRevocations.class);

    private final InstantSource clock;
    private final List<Consumer<List<Revocation>>> listeners = new ArrayList<>();
    private volatile Revocations current = Revocations.NONE;
    private volatile boolean tooMany;
    private final CompletableFuture<Void> known = new CompletableFuture<>();

    public CurrentRevocations(InstantSource clock) {
        this.clock = clock;
    }

    public Revocations get() {
        return current;
    }

    public boolean hit(Caller caller) {
        return (tooMany && caller.member().isPresent()) || current.hit(caller, clock.millis());
    }

    public boolean hasRoomFor(Revocation revocation) {
        return current.hasRoomFor(revocation, clock.millis());
    }

    /** Whether all are known: else nobody can say who is let in. */
    public boolean areKnown() {
        return known.isDone() && !tooMany;
    }

    /** @return when all are known */
    public CompletionStage<Void> whenKnown() {
        return known;
    }

    /** What was added until now is all that there is. */
    public void setKnown() {
        known.complete(null);
    }

    /** @param listener is told what is new, in the order in which it comes, once it holds; must not take long */
    public synchronized void onChange(Consumer<List<Revocation>> listener) {
        listeners.add(listener);
    }

    public synchronized void add(Collection<Revocation> more) {
        Revocations before = current;
        Revocations after = before.with(more, clock.millis());
        if (after.size() > MOST_HELD) {
            refuseEverybody();
        } else if (after != before) {
            current = after;
            List<Revocation> fresh =
                    more.stream().filter(before::isNew).filter(after::has).toList();
            tell(fresh);
        }
    }

    /** One that fails must not keep it from the others. */
    private void tell(List<Revocation> fresh) {
        for (Consumer<List<Revocation>> listener : listeners) {
            try {
                listener.accept(fresh);
            } catch (RuntimeException e) {
                LOG.error("not everything on this node has heard of a revocation", e);
            }
        }
    }

    private void refuseEverybody() {
        if (!tooMany) {
            LOG.error(
                    "there are more than {} revocations; until this node is started again, with fewer, it lets nobody"
                            + " in who has a token",
                    MOST_HELD);
            tooMany = true;
            tell(List.of());
        }
    }

    /** Forgets those that ended long ago. */
    public synchronized void forgetEnded() {
        current = current.withoutForgotten(clock.millis());
    }
}
