package io.ovation.dispatcher.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.memory.ByteBudget;
import io.ovation.common.memory.Droppable;
import org.junit.jupiter.api.Test;

class StashRoomTest {

    private record Chatter(int bytes) implements Droppable {}

    private final ByteBudget budget = new ByteBudget(2 * 1024 * 1024);
    private final StashRoom room = new StashRoom(10, budget);

    @Test
    void messages_areTakenUpToTheLimit() {
        for (int i = 0; i < 10; i++) {
            assertThat(room.take("subscribe")).isTrue();
        }
        assertThat(room.take("subscribe")).isFalse();
    }

    @Test
    void droppableMessages_leaveHalfOfThePlacesToOthers() {
        for (int i = 0; i < 5; i++) {
            assertThat(room.take(new Chatter(1))).isTrue();
        }
        assertThat(room.take(new Chatter(1))).isFalse();
        assertThat(room.take("subscribe")).isTrue();
    }

    @Test
    void droppableMessages_areBoundedByBytes() {
        assertThat(room.take(new Chatter(700_000))).isTrue();
        assertThat(room.take(new Chatter(400_000))).isFalse();
        assertThat(room.take(new Chatter(300_000))).isTrue();
    }

    @Test
    void droppableMessages_areRefusedWhileTheNodeHasNoMemoryForThem() {
        budget.take(2 * 1024 * 1024 + 1);

        assertThat(room.take(new Chatter(1))).isFalse();
        assertThat(room.take("subscribe")).isTrue();
    }

    @Test
    void bytes_areGivenBack() {
        room.take(new Chatter(700_000));
        assertThat(budget.taken()).isEqualTo(700_000);

        room.clear();

        assertThat(budget.taken()).isZero();
        assertThat(room.take(new Chatter(700_000))).isTrue();
    }
}
