package io.ovation.access.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.access.rights.Caller;
import io.ovation.access.rights.Rights;
import io.ovation.access.rights.Role;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurrentRevocationsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Caller ANN = caller(Optional.of("ann"));

    private final CurrentRevocations current = new CurrentRevocations(InstantSource.fixed(NOW));

    @Test
    void listener_isToldWhatIsNewAlone() {
        List<Revocation> told = new ArrayList<>();
        current.onChange(told::addAll);
        current.add(List.of(revocation("ann"), revocation("bob")));
        current.add(List.of(revocation("ann"), revocation("cid")));
        assertThat(told).containsExactly(revocation("ann"), revocation("bob"), revocation("cid"));
    }

    @Test
    void listenerThatFails_doesNotKeepItFromTheNext() {
        List<Revocation> told = new ArrayList<>();
        current.onChange(fresh -> {
            throw new IllegalStateException("as the test wants it to");
        });
        current.onChange(told::addAll);
        current.add(List.of(revocation("ann")));
        assertThat(told).containsExactly(revocation("ann"));
    }

    @Test
    void moreThanANodeCanHold_letNobodyIn() {
        int[] told = {0};
        current.setKnown();
        current.add(IntStream.range(0, CurrentRevocations.MOST_HELD)
                .mapToObj(number -> revocation("m" + number))
                .toList());
        current.onChange(fresh -> told[0]++);
        assertThat(current.areKnown()).isTrue();
        assertThat(current.hit(ANN)).isFalse();

        current.add(List.of(revocation("one-more")));
        current.add(List.of(revocation("another")));

        assertThat(current.areKnown()).isFalse();
        assertThat(current.hit(ANN)).isTrue();
        assertThat(current.hit(caller(Optional.empty())))
                .as("who needs no token")
                .isFalse();
        assertThat(told[0]).isEqualTo(1);
        assertThat(current.get().size()).isEqualTo(CurrentRevocations.MOST_HELD);
    }

    private static Revocation revocation(String member) {
        return new Revocation(Revocation.Kind.MEMBER, member, NOW.toEpochMilli(), Revocation.FOR_GOOD);
    }

    private static Caller caller(Optional<String> member) {
        return new Caller(member, new Rights(List.of(), List.of(), Role.VIEWER), Optional.empty(), Optional.empty());
    }
}
