package io.ovation.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TotalsTest {

    @RepeatedTest(100)
    void merge_isCommutativeAssociativeAndIdempotent(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Totals a = arbitrary(random);
        Totals b = arbitrary(random);
        Totals c = arbitrary(random);

        assertThat(a.merge(b)).isEqualTo(b.merge(a));
        assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
        assertThat(a.merge(a)).isEqualTo(a);
        assertThat(a.merge(b).merge(b)).isEqualTo(a.merge(b));
        assertThat(a.merge(Totals.NONE)).isEqualTo(a);
        assertThat(Totals.NONE.merge(a)).isEqualTo(a);
    }

    @Test
    void merge_keepsTheLargerOfEachCount() {
        Totals early = Totals.of("east", Map.of("heart", 3L, "wow", 5L));
        Totals late = Totals.of("east", Map.of("heart", 4L));

        assertThat(early.merge(late).sum()).containsExactly(Map.entry("heart", 4L), Map.entry("wow", 5L));
    }

    @Test
    void sum_addsUpDataCentresByReaction() {
        Totals both = Totals.of("east", Map.of("heart", 3L)).merge(Totals.of("west", Map.of("heart", 4L, "wow", 1L)));

        assertThat(both.sum()).containsExactly(Map.entry("heart", 7L), Map.entry("wow", 1L));
    }

    @Test
    void noLikes_areNoTotals() {
        assertThat(Totals.of("east", Map.of())).isSameAs(Totals.NONE);
        assertThat(Totals.NONE.sum()).isEmpty();
    }

    @Test
    void totals_doNotChangeWithTheMapTheyWereMadeOf() {
        Map<String, Map<String, Long>> source = new HashMap<>(Map.of("east", Map.of("heart", 3L)));
        Totals totals = new Totals(source);

        source.clear();

        assertThat(totals.sum()).containsExactly(Map.entry("heart", 3L));
    }

    private static Totals arbitrary(Random random) {
        Map<String, Map<String, Long>> counts = new HashMap<>();
        for (String dataCentre : List.of("east", "west", "south")) {
            for (String reaction : List.of("heart", "wow", "clap")) {
                if (random.nextBoolean()) {
                    counts.computeIfAbsent(dataCentre, name -> new HashMap<>()).put(reaction, (long) random.nextInt(5));
                }
            }
        }
        return new Totals(counts);
    }
}
