package io.ovation.frontend.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopConnectionsTest {

    private final LoopConnections<Integer> connections = new LoopConnections<>();

    @Test
    void nextSlot_hasEverybodyOnceInARound() {
        IntStream.range(-50, 50).forEach(this::add);

        assertThat(round())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(-50, 50).boxed().toList());
        assertThat(round()).hasSize(100);
        assertThat(connections.size()).isEqualTo(100);
    }

    @Test
    void nextSlot_spreadsTheVisits() {
        IntStream.range(0, 100).forEach(this::add);

        for (int turn = 0; turn < LoopConnections.SLOTS; turn++) {
            assertThat(connections.nextSlot()).hasSize(100 / LoopConnections.SLOTS);
        }
    }

    @Test
    void remove_endsTheVisits() {
        add(1);
        add(11);

        assertThat(connections.remove(1)).isNotNull();
        assertThat(connections.remove(1)).isNull();

        assertThat(round()).containsExactly(11);
        assertThat(connections.find(1)).isNull();
        assertThat(connections.find(11)).isNotNull();
        assertThat(connections.all().map(Watcher::connection)).containsExactly(11);
        assertThat(connections.size()).isEqualTo(1);
    }

    private void add(int connection) {
        connections.add(new Watcher<>(connection, Optional.empty()));
    }

    private List<Integer> round() {
        List<Integer> visited = new ArrayList<>();
        for (int turn = 0; turn < LoopConnections.SLOTS; turn++) {
            visited.addAll(connections.nextSlot());
        }
        return visited;
    }
}
