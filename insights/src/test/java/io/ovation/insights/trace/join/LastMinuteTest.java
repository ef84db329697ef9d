package io.ovation.insights.trace.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ovation.common.insight.TraceFigures.BehindFigures;
import io.ovation.common.insight.TraceFigures.NodeFigures;
import io.ovation.common.insight.TraceFigures.Slice;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import org.junit.jupiter.api.Test;

class LastMinuteTest {

    private static final long SECOND = 1_000_000;

    private final LastMinute minute = new LastMinute();

    @Test
    void latencies_areForgottenAfterAMinute() {
        minute.advance(0);
        minute.delivered(slice(TracedKind.LIKES, Stage.WRITTEN, "east"), 10_000, 3);

        minute.advance(59 * SECOND);
        assertThat(minute.figures().deliveries())
                .singleElement()
                .satisfies(figures -> assertThat(figures.latencies().count()).isEqualTo(3));

        minute.advance(61 * SECOND);
        assertThat(minute.figures().deliveries()).isEmpty();
    }

    @Test
    void howFarBehindTheVideoEventsAreShown_isKeptByKind_andForgottenAfterAMinute() {
        minute.advance(0);
        minute.shown(TracedKind.COMMENT, 0);
        minute.shown(TracedKind.COMMENT, 1_500_000);
        minute.advance(30 * SECOND);
        minute.shown(TracedKind.LIKES, 40_000);

        assertThat(minute.figures().behindVideo())
                .extracting(BehindFigures::kind, figures -> figures.behind().count())
                .containsExactlyInAnyOrder(tuple(TracedKind.COMMENT, 2L), tuple(TracedKind.LIKES, 1L));
        minute.advance(61 * SECOND);
        assertThat(minute.figures().behindVideo())
                .extracting(BehindFigures::kind)
                .containsExactly(TracedKind.LIKES);
    }

    @Test
    void wayBetweenDataCentres_isNotHeldAgainstTheNodeAtItsEnd() {
        minute.advance(0);
        minute.took(slice(TracedKind.COMMENT, Stage.COMMITTED, "west"), "b:1", 80_000, 1);
        minute.took(slice(TracedKind.LIKES, Stage.TOPIC_RECEIVED, "west"), "d:1", 80_000, 1);
        assertThat(minute.figures().nodes()).isEmpty();

        minute.took(slice(TracedKind.COMMENT, Stage.COMMITTED, "east"), "b:2", 3_000, 1);
        minute.took(slice(TracedKind.COMMENT, Stage.TOPIC_RECEIVED, "west"), "d:1", 3_000, 1);

        assertThat(minute.figures().nodes()).extracting(NodeFigures::node).containsExactlyInAnyOrder("b:2", "d:1");
    }

    private static Slice slice(TracedKind kind, Stage stage, String to) {
        return new Slice(kind, stage, "east", to);
    }
}
