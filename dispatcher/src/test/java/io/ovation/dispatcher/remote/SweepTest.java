package io.ovation.dispatcher.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage.LogEnd;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepTest {

    private static final int AT_ONCE = 2;
    private static final int MANY = 100;

    private final Sweep sweep = new Sweep("there", AT_ONCE);
    private final LogEnd a = end("a", 5);
    private final LogEnd b = end("b", 7);
    private final LogEnd c = end("c", 9);
    private final LogEnd d = end("d", 1);

    @Test
    void logs_areListedPageByPageUntilThereAreNoMore() {
        assertThat(sweep.step()).isEqualTo(Sweep.Step.LIST);
        assertThat(sweep.after()).isEmpty();
        sweep.listed(List.of(a, b));
        sweep.compared(List.of(a, b));
        assertThat(sweep.step()).isEqualTo(Sweep.Step.LIST);
        assertThat(sweep.after()).isEqualTo("video:b");

        sweep.listed(List.of());

        assertThat(sweep.step()).isEqualTo(Sweep.Step.DONE);
    }

    @Test
    void logsThatAreLevel_areLeftAlone_andOthersAreTold() {
        sweep.listed(List.of(a, b, c, d));
        assertThat(sweep.step()).isEqualTo(Sweep.Step.COMPARE);
        assertThat(sweep.listed()).containsExactly(a.topic(), b.topic(), c.topic(), d.topic());

        assertThat(sweep.compared(List.of(a, end("b", 3), new LogEnd(d.topic(), new Mark(1, -1)))))
                .isEqualTo(3);

        assertThat(sweep.step()).isEqualTo(Sweep.Step.CATCH_UP);
        assertThat(sweep.tell(MANY, 0)).containsExactly(b, c);
    }

    @Test
    void topics_catchUpAFewAtATime() {
        sweep.listed(List.of(a, b, c, d));
        sweep.compared(List.of());
        assertThat(sweep.tell(1, 0)).containsExactly(a);
        assertThat(sweep.tell(MANY, 0)).containsExactly(b);
        assertThat(sweep.tell(MANY, 0)).isEmpty();
        assertThat(sweep.catchingUp()).containsExactlyInAnyOrder(a.topic(), b.topic());

        sweep.progressed(List.of(end("a", 5), end("b", 6)), 0);

        assertThat(sweep.tell(MANY, 0)).containsExactly(c);
        assertThat(sweep.catchingUp()).containsExactlyInAnyOrder(b.topic(), c.topic());
    }

    @Test
    void sweep_isDoneOnlyWhenAllAreLevel() {
        sweep.listed(List.of(a));
        sweep.compared(List.of());
        sweep.tell(MANY, 0);
        assertThat(sweep.step()).isEqualTo(Sweep.Step.LIST);
        sweep.listed(List.of());
        assertThat(sweep.step()).isEqualTo(Sweep.Step.CATCH_UP);

        sweep.progressed(List.of(a), 0);

        assertThat(sweep.step()).isEqualTo(Sweep.Step.DONE);
    }

    @Test
    void topicThatDoesNotMove_isToldAgain_andThenGivenUp() {
        sweep.listed(List.of(a));
        sweep.compared(List.of());
        sweep.tell(MANY, 0);
        long told = seconds(30);
        assertThat(sweep.progressed(List.of(), told - 1)).isZero();
        assertThat(sweep.tell(MANY, told - 1)).isEmpty();
        assertThat(sweep.tell(MANY, told)).containsExactly(a);
        assertThat(sweep.tell(MANY, told)).isEmpty();

        assertThat(sweep.progressed(List.of(), seconds(120) - 1)).isZero();
        assertThat(sweep.progressed(List.of(), seconds(120))).isEqualTo(1);

        assertThat(sweep.catchingUp()).isEmpty();
    }

    @Test
    void topicThatMoves_isWaitedFor() {
        sweep.listed(List.of(a));
        sweep.compared(List.of());
        sweep.tell(MANY, 0);

        assertThat(sweep.progressed(List.of(end("a", 1)), seconds(100))).isZero();
        assertThat(sweep.progressed(List.of(end("a", 1)), seconds(200))).isZero();
        assertThat(sweep.progressed(List.of(end("a", 1)), seconds(220))).isEqualTo(1);
    }

    private static LogEnd end(String topic, long position) {
        return new LogEnd(Topic.video(topic), new Mark(position, position));
    }

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
