package io.ovation.frontend.edge.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.memory.ByteBudget;
import io.ovation.frontend.edge.channel.StreamAdmission.Verdict;
import org.junit.jupiter.api.Test;

class StreamAdmissionTest {

    private final ByteBudget windows = new ByteBudget(100);
    private final ByteBudget viewers = new ByteBudget(100);
    private final StreamAdmission admission = new StreamAdmission(2, windows, viewers);

    @Test
    void streams_areBounded() {
        assertThat(admission.admit()).isEqualTo(Verdict.ADMITTED);
        assertThat(admission.admit()).isEqualTo(Verdict.ADMITTED);
        assertThat(admission.admit()).isEqualTo(Verdict.FULL);
        assertThat(admission.open()).isEqualTo(2);

        admission.release();

        assertThat(admission.admit()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void noMoreAreTaken_whileMemoryIsShort() {
        windows.take(111);
        assertThat(admission.admit()).isEqualTo(Verdict.SHORT_OF_MEMORY);
        windows.take(-1);
        assertThat(admission.admit()).as("full, but what is old is given up").isEqualTo(Verdict.ADMITTED);

        viewers.take(111);
        assertThat(admission.admit()).isEqualTo(Verdict.SHORT_OF_MEMORY);
        assertThat(admission.open()).isEqualTo(1);
    }
}
