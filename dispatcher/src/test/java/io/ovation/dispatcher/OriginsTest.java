package io.ovation.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.delivery.Position;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginsTest {

    private final List<String> acknowledged = new ArrayList<>();
    private final Origins origins = new Origins();

    @Test
    void comments_areTakenOnceInOrderAndNumberedAcrossOrigins() {
        assertThat(origins.receive(named("a"), new Position(7, 1, 1))).isTrue();
        assertThat(origins.receive(named("b"), new Position(8, 1, 1))).isTrue();
        assertThat(origins.receive(named("a"), new Position(7, 1, 3))).isFalse();
        assertThat(origins.receive(named("a"), new Position(7, 1, 2))).isTrue();
        assertThat(origins.receive(named("a"), new Position(7, 1, 2))).isFalse();
        assertThat(origins.taken()).isEqualTo(3);
        assertThat(acknowledged).isEmpty();
    }

    @Test
    void settle_acknowledgesToEachOriginHowFarItsCommentsHaveCome() {
        origins.receive(named("a"), new Position(7, 1, 1));
        origins.receive(named("b"), new Position(8, 1, 1));
        origins.receive(named("a"), new Position(7, 1, 2));

        origins.settle(3);
        assertThat(acknowledged).containsExactlyInAnyOrder("a 7:1", "b 8:1");

        origins.settle(4);
        assertThat(acknowledged).hasSize(3).endsWith("a 7:2");

        origins.settle(4);
        assertThat(acknowledged).hasSize(3);
    }

    @Test
    void repeatedComment_isAcknowledgedAgainOnlyIfItHasArrived() {
        origins.receive(named("a"), new Position(7, 1, 1));
        origins.receive(named("a"), new Position(7, 1, 1));
        assertThat(acknowledged).isEmpty();

        origins.settle(2);
        origins.receive(named("a"), new Position(7, 1, 1));
        assertThat(acknowledged).containsExactly("a 7:1", "a 7:1");
    }

    @Test
    void originThatStartsOver_isTakenFromItsOldest() {
        origins.receive(named("a"), new Position(7, 1, 1));

        assertThat(origins.receive(named("a"), new Position(9, 4, 5))).isFalse();
        assertThat(origins.receive(named("a"), new Position(9, 4, 4))).isTrue();
        origins.settle(3);

        assertThat(acknowledged).containsExactly("a 9:4");
    }

    @Test
    void originsWithNothingUnderWay_areForgottenBeyondALimit() {
        for (int i = 0; i < 1_000; i++) {
            origins.receive(named("origin" + i), new Position(i, 1, 1));
            origins.settle(origins.taken() + 1);
        }

        assertThat(origins.size()).isLessThanOrEqualTo(100);
    }

    private Origin named(String name) {
        return new Named(name, acknowledged);
    }

    private record Named(String name, List<String> acknowledged) implements Origin {

        @Override
        public void acknowledge(long stream, long sequence) {
            acknowledged.add(name + " " + stream + ":" + sequence);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Named named && named.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }
}
