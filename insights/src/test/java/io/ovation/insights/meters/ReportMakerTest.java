package io.ovation.insights.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovation.common.insight.NodeReport;
import io.ovation.common.insight.NodeReport.BackendFigures;
import io.ovation.common.insight.NodeReport.DispatcherFigures;
import io.ovation.common.insight.NodeReport.FrontendFigures;
import io.ovation.common.protocol.Role;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReportMakerTest {

    private static final Set<Role> ALL = EnumSet.allOf(Role.class);
    private static final ReportMaker.Jvm JVM = new ReportMaker.Jvm(100.0004, 1, 2);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private long now = -5;

    @Test
    void rate_isWhatWasAddedSinceTheReadingBefore_overTheTimeBetween() {
        meters.counter("ovation.frontend.streams.opened").increment(1_000);
        ReportMaker maker = maker(ALL);

        meters.counter("ovation.frontend.streams.opened").increment(10);
        assertThat(frontend(maker, 2 * SECOND).joinsPerSecond()).isEqualTo(5.0);
        assertThat(frontend(maker, SECOND).joinsPerSecond()).isZero();
    }

    @Test
    void figure_isTheSumOverAllTags() {
        ReportMaker maker = maker(ALL);

        meters.counter("ovation.frontend.gaps", "reason", "slow").increment(2);
        meters.counter("ovation.frontend.gaps", "reason", "expired").increment(3);

        assertThat(frontend(maker, SECOND).gapsPerSecond())
                .as("also of meters that were not there before")
                .isEqualTo(5.0);
    }

    @Test
    void figure_withOneTag_leavesOutOthers() {
        ReportMaker maker = maker(ALL);

        meters.counter("ovation.frontend.connections.closed", "reason", "slow-viewer")
                .increment(2);
        meters.counter("ovation.frontend.connections.closed", "reason", "drain").increment(3);

        assertThat(frontend(maker, SECOND).slowViewersPerSecond()).isEqualTo(2.0);
    }

    @Test
    void gauge_isToldAsItIs() {
        meters.gauge("ovation.frontend.topics", 2);
        meters.gauge("ovation.frontend.subscriptions", 5);

        FrontendFigures figures = frontend(maker(ALL), SECOND);

        assertThat(figures.topics()).isEqualTo(2);
        assertThat(figures.subscriptions()).isEqualTo(5);
    }

    @Test
    void whatNoMeterTells_isNull() {
        NodeReport report = next(maker(ALL), SECOND);

        assertThat(report.frontend())
                .isEqualTo(new FrontendFigures(null, null, null, null, null, null, null, null, null));
        assertThat(report.dispatcher()).isEqualTo(new DispatcherFigures(null, null, null, null));
        assertThat(report.backend()).isEqualTo(new BackendFigures(null, null, null, null));
        assertThat(report.process()).isEqualTo(new NodeReport.ProcessFigures(null, 1, 2, null));
    }

    @Test
    void rolesThatANodeDoesNotHave_areNull() {
        NodeReport report = next(maker(Set.of(Role.DISPATCHER)), SECOND);

        assertThat(report.frontend()).isNull();
        assertThat(report.backend()).isNull();
        assertThat(report.dispatcher()).isNotNull();
    }

    @Test
    void commitTime_isTheMeanOfThoseSinceTheReadingBefore() {
        meters.timer("ovation.likes.commit").record(Duration.ofSeconds(60));
        ReportMaker maker = maker(ALL);
        meters.timer("ovation.likes.commit").record(Duration.ofMillis(2));
        meters.timer("ovation.likes.commit").record(Duration.ofMillis(3));

        assertThat(backend(maker).commitMillis()).isEqualTo(2.5);
        assertThat(backend(maker).commitMillis()).as("without a commit").isNull();
    }

    @Test
    void processorShare_isOfAllProcessors() {
        AtomicLong used = new AtomicLong(7 * SECOND);
        meters.more().counter("process.cpu.time", Tags.empty(), used);
        meters.gauge("system.cpu.count", 4);
        ReportMaker maker = maker(ALL);

        used.addAndGet(2 * SECOND);

        assertThat(next(maker, SECOND).process().cpu()).isEqualTo(0.5);
    }

    @Test
    void garbageCollection_isMillisecondsOfEachSecond() {
        ReportMaker maker = maker(ALL);

        meters.timer("jvm.gc.pause", "cause", "a").record(Duration.ofMillis(30));
        meters.timer("jvm.gc.pause", "cause", "b").record(Duration.ofMillis(10));

        assertThat(next(maker, 2 * SECOND).process().gcPauseMillisPerSecond()).isEqualTo(20.0);
    }

    @Test
    void gauge_isAsItIsNow() {
        AtomicLong open = meters.gauge("ovation.frontend.streams.open", new AtomicLong(3));
        ReportMaker maker = maker(ALL);

        open.set(2);

        assertThat(frontend(maker, SECOND).streams()).isEqualTo(2);
    }

    @Test
    void twoReadingsAtOnce_giveNoRate() {
        meters.counter("ovation.frontend.streams.opened").increment();

        assertThat(frontend(maker(ALL), 0).joinsPerSecond()).isNull();
    }

    @Test
    void figures_haveThreeDigitsAfterThePoint() {
        ReportMaker maker = maker(ALL);
        meters.counter("ovation.frontend.streams.opened").increment();

        NodeReport report = next(maker, 3 * SECOND);

        assertThat(report.frontend().joinsPerSecond()).isEqualTo(0.333);
        assertThat(report.uptimeSeconds()).isEqualTo(100.0);
    }

    private ReportMaker maker(Set<Role> roles) {
        return new ReportMaker("host:1", 7, "1.0", roles, MeterReading.of(meters, now));
    }

    private NodeReport next(ReportMaker maker, long later) {
        now += later;
        return maker.next(MeterReading.of(meters, now), JVM, null, true, List.of());
    }

    private FrontendFigures frontend(ReportMaker maker, long later) {
        return next(maker, later).frontend();
    }

    private BackendFigures backend(ReportMaker maker) {
        return next(maker, SECOND).backend();
    }
}
