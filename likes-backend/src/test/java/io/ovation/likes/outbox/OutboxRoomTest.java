package io.ovation.likes.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutboxRoomTest {

    private final OutboxRoom room = new OutboxRoom(3);

    @Test
    void room_isTakenWholeOrNotAtAll() {
        assertThat(room.tryTake(2)).isTrue();
        assertThat(room.tryTake(2)).isFalse();
        assertThat(room.tryTake(1)).isTrue();
        assertThat(room.taken()).isEqualTo(3);
    }

    @Test
    void recoveredComments_areTakenBeyondTheLimit_andNewOnesWaitUntilThereIsRoomAgain() {
        room.take(5);

        assertThat(room.tryTake(1)).isFalse();
        assertThat(room.tryTake(0)).isTrue();
        room.giveBack(2);
        assertThat(room.tryTake(1)).isFalse();
        room.giveBack(1);

        assertThat(room.tryTake(1)).isTrue();
    }
}
