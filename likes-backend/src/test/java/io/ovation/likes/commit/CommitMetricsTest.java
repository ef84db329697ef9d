package io.ovation.likes.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.RemoteLog;
import io.ovation.likes.store.RemotePage;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitMetricsTest {

    private static final Instant LOGGED = Instant.parse("2026-01-01T00:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CommitMetrics metrics = new CommitMetrics();

    @BeforeEach
    void add() {
        Metrics.addRegistry(registry);
    }

    @AfterEach
    void remove() {
        Metrics.removeRegistry(registry);
    }

    @Test
    void lag_isFromWhenTheLastEntryWasLoggedThere() {
        metrics.taken(page("lagging"), LOGGED.plusSeconds(3));

        assertThat(lag("lagging").count()).isOne();
        assertThat(lag("lagging").totalTime(TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void lag_isNoneWhereTheOtherClockIsAhead() {
        metrics.taken(page("ahead"), LOGGED.minusSeconds(1));

        assertThat(lag("ahead").count()).isOne();
        assertThat(lag("ahead").totalTime(TimeUnit.SECONDS)).isZero();
    }

    private Timer lag(String dataCentre) {
        return registry.get("ovation.likes.log.remote.lag")
                .tag("from", dataCentre)
                .timer();
    }

    private static RemotePage page(String dataCentre) {
        Comment comment = new Comment("id", "ada", "text", LOGGED, null, false);
        Entry entry = new Entry(Mark.START.next("id"), dataCentre, LOGGED, comment);
        LogRange range = LogRange.of(Mark.START, List.of(entry));
        return new RemotePage(new RemoteLog(Topic.video("42"), dataCentre), range, false);
    }
}
