package io.ovation.loadtest.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.http.Json;
import io.ovation.loadtest.process.Pace;
import io.ovation.loadtest.report.Latencies;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BroadcastReportTest {

    private static final Latencies LATENCY = new Latencies(1_000, 8, 12, 60, 80, 90);
    private static final Delivery CLEAN = new Delivery(10, 120, 0, 1_200, 0, 0, 0, 0);

    @Test
    void run_meetsItsLimit() {
        assertThat(report(CLEAN, LATENCY).misses(Duration.ofMillis(60))).isEmpty();
    }

    @Test
    void run_missesItsLimitWhenTooSlow() {
        assertThat(report(CLEAN, LATENCY).misses(Duration.ofMillis(59)))
                .containsExactly("p99 is 60.0 ms, over the limit of 59.0 ms");
    }

    @Test
    void run_missesItsLimitWhenItMeasuredNothing() {
        assertThat(report(CLEAN, new Latencies(0, 0, 0, 0, 0, 0)).misses(Duration.ofMillis(75)))
                .containsExactly("no frame was measured");
    }

    @Test
    void run_missesItsLimitForWhateverWentWrong() {
        Delivery broken = new Delivery(10, 118, 2, 1_177, 4, 5, 6, 1);

        assertThat(report(broken, LATENCY).misses(Duration.ofMillis(75)))
                .containsExactly(
                        "3 frames lost",
                        "4 frames duplicated",
                        "5 frames out of order",
                        "6 gaps announced",
                        "2 events not accepted",
                        "1 viewers disconnected");
    }

    @Test
    void report_isReadByPeopleAndPrograms() {
        BroadcastReport report = report(CLEAN, LATENCY);

        assertThat(report.table())
                .contains("frames delivered")
                .contains("1 200")
                .contains("latency p99.9")
                .contains("8.00 µs")
                .contains("256.0 MiB");
        assertThat(new String(Json.write(report), UTF_8))
                .contains("\"p99\":60.0")
                .contains("\"lost\":0")
                .contains("\"serverMicrosPerFrame\":8.0");
    }

    private static BroadcastReport report(Delivery delivery, Latencies latency) {
        return new BroadcastReport(
                "video:42",
                20,
                20,
                100,
                delivery,
                delivery.expected(),
                delivery.lost(),
                latency,
                new Latencies(100, 0, 0, 0, 0, 0),
                new Pace(5, 1_000, 200, 0.5, 8, 0.25),
                256L << 20,
                null,
                null,
                List.of());
    }
}
