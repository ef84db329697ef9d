package io.ovation.insights.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.insight.TraceFigures.DeliveryFigures;
import io.ovation.common.insight.TraceFigures.Slice;
import io.ovation.common.trace.LatencyHistogram;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyHistoryTest {

    private static final long DAY = 24 * 3_600;

    /** At full ten minutes. */
    private static final long START = 1_800_000_000;

    private final List<HistorySlot> kept = new ArrayList<>();
    private final LatencyHistory history = new LatencyHistory(START);

    @Test
    void minutes_areCountedOnce_howeverOftenTheyAreTold() {
        pass(START, START + 120, 1, figures(5));

        assertThat(count(history.hour(0, START + 120))).isEqualTo(10);
        assertThat(kept).isEmpty();
    }

    @Test
    void slots_areKeptWhenTheyEnd() {
        pass(START, START + 1_300, 1, figures(1));

        assertThat(kept).extracting(HistorySlot::beginSecond).containsExactly(START, START + 600);
        assertThat(kept).extracting(slot -> count(slot.deliveries())).containsExactly(9L, 10L);
    }

    @Test
    void hour_hasItsOwnSixSlots_andNoOther() {
        pass(START, START + DAY, 60, figures(1));

        assertThat(count(history.hour(0, START + DAY))).isBetween(55L, 65L);
        assertThat(count(history.hour(1, START + DAY + 1_800))).isBetween(25L, 35L);
    }

    @Test
    void lastWeek_isKnown_andWhatIsOlder_isForgotten() {
        pass(START, START + 3_600, 60, figures(1));
        assertThat(count(history.hour(7, START + 7 * DAY + 3_600))).isPositive();

        history.pass(List.of(), START + 9 * DAY);

        assertThat(history.hour(8, START + 8 * DAY + 3_600)).isEmpty();
    }

    @Test
    void whatWasKept_isTakenUpAgain_andAddsUpWithASlotOfTheSameTime() {
        HistorySlot slot = new HistorySlot(START, figures(3));

        history.restore(List.of(slot, slot, new HistorySlot(START - 9 * DAY, figures(4))), START + 60);

        assertThat(count(history.hour(0, START + 60))).isEqualTo(6);
    }

    @Test
    void clockThatIsSetBack_doesNotStopIt() {
        pass(START, START + 60, 60, figures(1));

        history.pass(figures(1), START - 3_600);

        assertThat(history.unfinished().orElseThrow().beginSecond()).isEqualTo(START - 3_600);
    }

    private void pass(long from, long to, long step, List<DeliveryFigures> minute) {
        for (long now = from + step; now <= to; now += step) {
            history.pass(minute, now).ifPresent(kept::add);
        }
    }

    static List<DeliveryFigures> figures(int count) {
        LatencyHistogram latencies = new LatencyHistogram();
        latencies.add(10_000, count);
        return List.of(new DeliveryFigures(new Slice(TracedKind.COMMENT, Stage.WRITTEN, "east", "east"), latencies));
    }

    static long count(List<DeliveryFigures> figures) {
        return figures.stream().mapToLong(each -> each.latencies().count()).sum();
    }
}
