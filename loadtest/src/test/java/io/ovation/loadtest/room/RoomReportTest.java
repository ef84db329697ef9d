package io.ovation.loadtest.room;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.http.Json;
import io.ovation.loadtest.process.Pace;
import io.ovation.loadtest.report.Latencies;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RoomReportTest {

    private static final Latencies LATENCY = new Latencies(1_000, 8, 12, 60, 80, 90);
    private static final Latencies NOTHING = new Latencies(0, 0, 0, 0, 0, 0);
    private static final View CLEAN = new View(31, 32.5, 0, 0, 30_000, 0, 0);

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
        assertThat(report(CLEAN, NOTHING).misses(Duration.ofMillis(60))).containsExactly("no comment was measured");
    }

    @Test
    void run_missesItsLimitWhenAnOwnCommentIsMissing() {
        assertThat(report(new View(31, 32.5, 1, 2, 3, 4, 5), LATENCY).misses(Duration.ofMillis(60)))
                .containsExactly("1 own comments did not reach their members");
    }

    @Test
    void posting_countsWhatWasSentLate() {
        Histogram late = new Histogram(TimeUnit.HOURS.toNanos(1), 3);
        late.recordValue(TimeUnit.MILLISECONDS.toNanos(9));
        late.recordValue(TimeUnit.MILLISECONDS.toNanos(11));
        late.recordValue(TimeUnit.SECONDS.toNanos(11));

        Posting posting = Posting.of(5, 3, 2, late, List.of());

        assertThat(posting.sentLate()).isEqualTo(2);
        assertThat(posting.notAccepted()).isEqualTo(2);
    }

    @Test
    void report_isReadByPeopleAndPrograms() {
        RoomReport report = report(CLEAN, LATENCY);

        assertThat(report.table())
                .containsPattern("comments accepted +49 998 of 50 000")
                .containsPattern("comments not accepted +2\n")
                .containsPattern("own comments missing +0\n")
                .contains("own latency p99.9")
                .containsPattern("comments/s a viewer saw, median +31")
                .contains("256.0 MiB")
                .contains("note: the queue is full")
                .contains("note: 3 comments were sent more than 10 ms late");
        assertThat(new String(Json.write(report), UTF_8))
                .contains("\"missingEchoes\":0")
                .contains("\"p99\":60.0");
    }

    private static RoomReport report(View view, Latencies latency) {
        return new RoomReport(
                "video:42",
                2_000,
                2_000,
                new Posting(50_000, 49_998, 1_999.5, NOTHING, 3, List.of("the queue is full")),
                view,
                LATENCY,
                latency,
                new Pace(5, 1_000, 200, 0.5, 8, 0.25),
                256L << 20,
                List.of());
    }
}
