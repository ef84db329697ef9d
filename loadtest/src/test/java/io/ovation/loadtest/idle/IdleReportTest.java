package io.ovation.loadtest.idle;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.loadtest.process.Memory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdleReportTest {

    private static final IdleSettings SETTINGS =
            new IdleSettings(List.of(URI.create("http://127.0.0.1:1")), 1_000, 10, Duration.ZERO, 1, 100);
    private static final Memory BEFORE = new Memory(true, 100_000_000, 20_000_000L);

    @Test
    void connection_costsWhatMemoryGrewBy() {
        IdleReport report = IdleReport.of(SETTINGS, 0, BEFORE, new Memory(true, 105_500_000, 22_200_000L));

        assertThat(report.bytesPerConnection()).isEqualTo(5_500);
        assertThat(report.heapBytesPerConnection()).isEqualTo(2_200);
        assertThat(report.misses(5_500)).isEmpty();
        assertThat(report.misses(5_499)).containsExactly("5 500 bytes per connection, over the limit of 5 499");
    }

    @Test
    void report_saysWhenGarbageIsIncludedAndLeavesOutWhatIsNotKnown() {
        IdleReport report = IdleReport.of(SETTINGS, 0, BEFORE, new Memory(false, 105_500_000, null));

        assertThat(report.heapBytesPerConnection()).isNull();
        assertThat(report.table()).contains("jcmd could not collect").doesNotContain("heap");
    }

    @Test
    void run_missesItsLimitWhenViewersWereDisconnected() {
        assertThat(IdleReport.of(SETTINGS, 3, BEFORE, BEFORE).misses(8_192)).containsExactly("3 viewers disconnected");
    }
}
