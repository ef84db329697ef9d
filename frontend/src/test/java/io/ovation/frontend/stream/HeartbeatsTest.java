package io.ovation.frontend.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {

    private final Heartbeats<Integer> heartbeats = new Heartbeats<>();

    @Test
    void next_visitsEverybodyOnceInARound() {
        IntStream.range(-50, 50).forEach(heartbeats::add);

        assertThat(round())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(-50, 50).boxed().toList());
        assertThat(round()).hasSize(100);
    }

    @Test
    void next_spreadsTheVisits() {
        IntStream.range(0, 100).forEach(heartbeats::add);

        for (int turn = 0; turn < Heartbeats.SLOTS; turn++) {
            assertThat(heartbeats.next()).hasSize(100 / Heartbeats.SLOTS);
        }
    }

    @Test
    void remove_endsTheVisits() {
        heartbeats.add(1);
        heartbeats.add(11);
        heartbeats.remove(1);

        assertThat(round()).containsExactly(11);
    }

    private List<Integer> round() {
        List<Integer> visited = new ArrayList<>();
        for (int turn = 0; turn < Heartbeats.SLOTS; turn++) {
            visited.addAll(heartbeats.next());
        }
        return visited;
    }
}
