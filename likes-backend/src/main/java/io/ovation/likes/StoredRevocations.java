package io.ovation.likes;

import akka.actor.typed.Scheduler;
import io.ovation.access.revocation.CurrentRevocations;
import io.ovation.access.revocation.RevocationKeeping;
import io.ovation.access.revocation.RevocationStore;
import io.ovation.access.revocation.Revocations;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.ExecutionContextExecutor;

/**
 * Keeps the revocations that hold on this node in its store, too. Now and then both are compared, which makes up for
 * writes that have failed, and deletes those that ended long ago.
 */
final class StoredRevocations {

    private static final Logger LOG = LoggerFactory.getLogger(StoredRevocations.class);

    private static final Duration PERIOD = Duration.ofMinutes(5);

    private final RevocationStore store;
    private final RevocationKeeping keeping;
    private final ExecutionContextExecutor writer;
    private final InstantSource clock;

    /** Those that need not be written when the node comes to know them. */
    private final Set<Revocation> written = ConcurrentHashMap.newKeySet();

    /** @param writer the thread that writes to the store */
    StoredRevocations(
            RevocationStore store, RevocationKeeping keeping, ExecutionContextExecutor writer, InstantSource clock) {
        this.store = store;
        this.keeping = keeping;
        this.writer = writer;
        this.clock = clock;
    }

    /** Those of the store hold from now on, and what other nodes say is kept. Blocks. */
    void begin() {
        keeping.current().onChange(this::keep);
        align();
        keeping.current().setKnown();
    }

    /** Makes the store and the node have the same again and again. */
    void goOn(Scheduler scheduler) {
        // Half of it as jitter: several backends may share the store.
        long pause =
                PERIOD.dividedBy(2).toMillis() + ThreadLocalRandom.current().nextLong(PERIOD.toMillis());
        Runnable next = () -> {
            try {
                align();
            } catch (RuntimeException e) {
                LOG.warn("revocations cannot be compared with the store; it is tried again: {}", e.getMessage());
            }
            goOn(scheduler);
        };
        scheduler.scheduleOnce(Duration.ofMillis(pause), next, writer);
    }

    /** Blocks. */
    void align() {
        CurrentRevocations current = keeping.current();
        long now = clock.millis();
        // On the node first, or it would write them again.
        current.forgetEnded();
        store.forget(now - Revocations.REMEMBERED_MILLIS);
        List<Revocation> stored = store.revocations();
        if (stored.size() > Revocations.MOST) {
            store.forget(now);
        }
        written.addAll(stored);
        current.add(stored);
        Set<Revocation> missing = new HashSet<>(current.get().list());
        stored.forEach(missing::remove);
        written.removeAll(Set.copyOf(stored));
        if (!missing.isEmpty()) {
            store.revoke(missing);
        }
    }

    /** Kept first: what was answered holds after a restart, too. */
    CompletionStage<Boolean> revoke(Revocation asked) {
        Revocation revocation = keeping.current().get().afterAll(asked);
        return CompletableFuture.runAsync(() -> store.revoke(List.of(revocation)), writer)
                .thenCompose(kept -> {
                    written.add(revocation);
                    try {
                        return keeping.spread(revocation);
                    } finally {
                        written.remove(revocation);
                    }
                });
    }

    private void keep(Collection<Revocation> fresh) {
        Set<Revocation> missing = new HashSet<>(fresh);
        missing.removeAll(written);
        if (!missing.isEmpty()) {
            CompletableFuture.runAsync(() -> store.revoke(missing), writer).exceptionally(failure -> {
                LOG.warn("revocations hold that could not be kept; it is tried again: {}", failure.getMessage());
                return null;
            });
        }
    }
}
