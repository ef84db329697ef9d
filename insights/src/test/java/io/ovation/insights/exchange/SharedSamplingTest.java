package io.ovation.insights.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ovation.common.insight.Sampling;
import io.ovation.common.trace.Drill;
import io.ovation.common.trace.Tracing;
import org.junit.jupiter.api.Test;

class SharedSamplingTest {

    private static final double EXACTLY = 1e-9;

    private final Tracing tracing = new Tracing(0.01, 10, Drill.none());
    private final SharedSampling sampling = new SharedSampling(tracing);

    @Test
    void untilSomebodyDecides_itIsAsSet_andOthersAreToldNothing() {
        assertThat(sampling.share()).isEqualTo(0.01, within(EXACTLY));
        assertThat(sampling.decided()).isEmpty();
    }

    @Test
    void latestDecision_holds_whoeverHeardOfItInWhichOrder() {
        sampling.decide(new Sampling(0.5, 2_000));
        sampling.decide(new Sampling(0.1, 1_000));

        assertThat(tracing.share()).isEqualTo(0.5, within(EXACTLY));
        assertThat(sampling.decided()).contains(new Sampling(0.5, 2_000));
    }

    @Test
    void decisionHere_holds_thoughTheClockOfWhoeverDecidedBeforeIsAhead() {
        sampling.decide(new Sampling(0.5, 9_000));
        sampling.decide(0.1, 1_000);

        assertThat(tracing.share()).isEqualTo(0.1, within(EXACTLY));
        assertThat(sampling.decided()).contains(new Sampling(0.1, 9_001));
    }
}
