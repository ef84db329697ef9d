package io.ovation.likes;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.access.revocation.RevocationKeeping;
import io.ovation.access.revocation.RevocationStore;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import scala.concurrent.ExecutionContext;
import scala.concurrent.ExecutionContextExecutor;

class StoredRevocationsTest {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final ExecutionContextExecutor WRITER = ExecutionContext.fromExecutor(Runnable::run);

    /** A store that remembers what it was told, and can fail. */
    private static final class Memory implements RevocationStore {
        private final Map<String, Revocation> rows = new HashMap<>();
        private final List<Revocation> writes = new ArrayList<>();
        private boolean fails;

        @Override
        public void revoke(Collection<Revocation> revocations) {
            if (fails) {
                throw new IllegalStateException("the store is away");
            }
            writes.addAll(revocations);
            revocations.forEach(
                    each -> rows.merge(each.name(), each, (one, other) -> other.isLaterThan(one) ? other : one));
        }

        @Override
        public List<Revocation> revocations() {
            return List.copyOf(rows.values());
        }

        @Override
        public void forget(long beforeMillis) {
            rows.values().removeIf(each -> each.atMillis() < beforeMillis && each.untilMillis() < beforeMillis);
        }
    }

    private final Memory store = new Memory();
    private Instant now = START;
    private final RevocationKeeping keeping = RevocationKeeping.alone(() -> now);
    private final StoredRevocations stored = new StoredRevocations(store, keeping, WRITER, () -> now);

    @Test
    void storedRevocations_holdAndAreNotWrittenAgain() {
        store.rows.put("MEMBER:ann", member("ann", Revocation.FOR_GOOD));
        stored.begin();
        assertThat(keeping.current().get().list()).containsExactly(member("ann", Revocation.FOR_GOOD));
        assertThat(store.writes).isEmpty();
    }

    @Test
    void revocation_isWrittenOnce() {
        stored.begin();
        assertThat(stored.revoke(member("ann", Revocation.FOR_GOOD))).isCompletedWithValue(true);
        assertThat(store.writes).containsExactly(member("ann", Revocation.FOR_GOOD));
        assertThat(keeping.current().get().list()).isEqualTo(store.writes);
    }

    @Test
    void revocationThatIsNotKept_isNotSaid() {
        stored.begin();
        store.fails = true;
        assertThat(stored.revoke(member("ann", Revocation.FOR_GOOD))).isCompletedExceptionally();
        assertThat(keeping.current().get().list()).isEmpty();
    }

    @Test
    void revocationOfAnotherNode_isKept_laterIfTheStoreIsAway() {
        stored.begin();
        keeping.current().add(List.of(member("ann", Revocation.FOR_GOOD)));
        assertThat(store.revocations()).hasSize(1);

        store.fails = true;
        keeping.current().add(List.of(member("bob", Revocation.FOR_GOOD)));
        store.fails = false;
        stored.align();

        assertThat(store.rows).containsOnlyKeys("MEMBER:ann", "MEMBER:bob");
    }

    @Test
    void revocationThatAnotherBackendHasWritten_holdsAfterTheNextComparison() {
        stored.begin();
        store.rows.put("MEMBER:ann", member("ann", Revocation.FOR_GOOD));
        stored.align();
        assertThat(keeping.current().get().list()).hasSize(1);
        assertThat(store.writes).isEmpty();
    }

    @Test
    void revocationThatEndedLongAgo_isDeleted() {
        stored.begin();
        stored.revoke(member("ann", START.plusSeconds(60).toEpochMilli()));
        stored.revoke(member("bob", Revocation.FOR_GOOD));
        now = START.plus(Duration.ofHours(23));
        stored.align();
        assertThat(store.rows).hasSize(2);

        now = START.plus(Duration.ofHours(25));
        stored.align();

        assertThat(store.rows).containsOnlyKeys("MEMBER:bob");
    }

    private static Revocation member(String name, long until) {
        return new Revocation(Revocation.Kind.MEMBER, name, START.toEpochMilli(), until);
    }
}
