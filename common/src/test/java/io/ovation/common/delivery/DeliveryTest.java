package io.ovation.common.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovation.common.delivery.Inbound.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final long NOW = Long.MAX_VALUE - 5;

    private final Outbound<String> outbound = new Outbound<>(7, 3, Duration.ofSeconds(1));
    private final Inbound inbound = new Inbound();

    @Test
    void items_areNumberedFromOne() {
        assertThat(outbound.add("a", NOW)).isEqualTo(new Position(7, 1, 1));
        assertThat(outbound.add("b", NOW)).isEqualTo(new Position(7, 1, 2));

        outbound.acknowledge(7, 1, NOW);

        assertThat(outbound.add("c", NOW)).isEqualTo(new Position(7, 2, 3));
        assertThat(outbound.oldest()).contains("b");
    }

    @Test
    void acknowledge_tellsWhatIsNews() {
        outbound.add("a", NOW);
        outbound.add("b", NOW);

        assertThat(outbound.acknowledge(7, 2, NOW)).containsExactly("a", "b");
        assertThat(outbound.acknowledge(7, 2, NOW)).isEmpty();
        assertThat(outbound.isEmpty()).isTrue();
    }

    @Test
    void acknowledgement_ofAnotherStreamOrOfWhatWasNeverSent_isIgnored() {
        outbound.add("a", NOW);

        assertThat(outbound.acknowledge(6, 1, NOW)).isEmpty();
        assertThat(outbound.acknowledge(7, 2, NOW)).isEmpty();
        assertThat(outbound.isEmpty()).isFalse();
    }

    @Test
    void overdue_repeatsEverythingAndWaitsLongerEachTime() {
        outbound.add("a", NOW);
        outbound.add("b", after(900));

        assertThat(outbound.overdue(after(999))).isEmpty();
        assertThat(outbound.overdue(after(1_000)))
                .containsExactly(
                        new Outbound.Sent<>(new Position(7, 1, 1), "a"),
                        new Outbound.Sent<>(new Position(7, 1, 2), "b"));
        assertThat(outbound.overdue(after(2_999))).isEmpty();
        assertThat(outbound.overdue(after(3_000))).hasSize(2);
        assertThat(outbound.overdue(after(6_999))).isEmpty();
        assertThat(outbound.overdue(after(7_000))).hasSize(2);
    }

    @Test
    void acknowledgement_shortensTheWaitAgain() {
        outbound.add("a", NOW);
        outbound.add("b", NOW);
        outbound.overdue(after(1_000));

        outbound.acknowledge(7, 1, after(1_100));

        assertThat(outbound.overdue(after(2_099))).isEmpty();
        assertThat(outbound.overdue(after(2_100))).hasSize(1);
    }

    @Test
    void fullOutbound_takesNoMore() {
        outbound.add("a", NOW);
        outbound.add("b", NOW);
        outbound.add("c", NOW);

        assertThat(outbound.isFull()).isTrue();
        assertThatThrownBy(() -> outbound.add("d", NOW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void restart_forgetsWhatWaited() {
        outbound.add("a", NOW);

        outbound.restart(8);

        assertThat(outbound.isEmpty()).isTrue();
        assertThat(outbound.add("b", NOW)).isEqualTo(new Position(8, 1, 1));
    }

    @Test
    void inbound_takesEachItemOnceAndInOrder() {
        assertThat(inbound.receive(new Position(7, 1, 2))).isEqualTo(Verdict.EARLY);
        assertThat(inbound.receive(new Position(7, 1, 1))).isEqualTo(Verdict.NEXT);
        assertThat(inbound.receive(new Position(7, 1, 1))).isEqualTo(Verdict.REPEATED);
        assertThat(inbound.receive(new Position(7, 1, 3))).isEqualTo(Verdict.EARLY);
        assertThat(inbound.receive(new Position(7, 1, 2))).isEqualTo(Verdict.NEXT);
        assertThat(inbound.received()).isEqualTo(2);
    }

    @Test
    void newStream_beginsWithTheOldestThatIsStillRepeated() {
        inbound.receive(new Position(7, 1, 1));

        assertThat(inbound.receive(new Position(8, 5, 6))).isEqualTo(Verdict.EARLY);
        assertThat(inbound.receive(new Position(8, 5, 5))).isEqualTo(Verdict.NEXT);
        assertThat(inbound.receive(new Position(8, 5, 6))).isEqualTo(Verdict.NEXT);
        assertThat(inbound.stream()).isEqualTo(8);
    }

    @Test
    void everything_arrivesOnceAndInOrder_whateverIsLost() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Outbound<Integer> sender = new Outbound<>(seed, 10, Duration.ofMillis(1));
            Inbound receiver = new Inbound();
            List<Integer> taken = new ArrayList<>();
            long now = NOW;
            int next = 0;
            while (taken.size() < 50 || !sender.isEmpty()) {
                List<Outbound.Sent<Integer>> sent = new ArrayList<>(sender.overdue(now));
                if (next < 50 && !sender.isFull()) {
                    sent.add(new Outbound.Sent<>(sender.add(next, now), next));
                    next++;
                }
                for (Outbound.Sent<Integer> item : sent) {
                    if (random.nextInt(3) > 0) {
                        Verdict verdict = receiver.receive(item.position());
                        if (verdict == Verdict.NEXT) {
                            taken.add(item.item());
                        }
                        if (verdict != Verdict.EARLY && random.nextInt(3) > 0) {
                            sender.acknowledge(receiver.stream(), receiver.received(), now);
                        }
                    }
                }
                now += TimeUnit.MILLISECONDS.toNanos(1);
            }
            assertThat(taken)
                    .as("seed %s", seed)
                    .isEqualTo(IntStream.range(0, 50).boxed().toList());
        }
    }

    private static long after(long millis) {
        return NOW + TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
