package io.ovation.insights.meters;

import io.ovation.common.insight.NodeReport;
import io.ovation.common.insight.NodeReport.BackendFigures;
import io.ovation.common.insight.NodeReport.DispatcherFigures;
import io.ovation.common.insight.NodeReport.FrontendFigures;
import io.ovation.common.insight.NodeReport.ProcessFigures;
import io.ovation.common.insight.NodeReport.TopicFigures;
import io.ovation.common.protocol.Role;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the reports of a node from readings of its meters. What no meter tells is null. */
public final class ReportMaker {

    /**
     * What the JVM says of itself.
     *
     * @param heapMaxBytes what it may have
     */
    public record Jvm(double uptimeSeconds, long heapUsedBytes, long heapMaxBytes) {}

    private final String address;
    private final long boot;
    private final @Nullable String version;
    private final Set<Role> roles;
    private MeterReading last;

    /** @param first reading: what the first report tells has happened since then */
    public ReportMaker(String address, long boot, @Nullable String version, Set<Role> roles, MeterReading first) {
        this.address = address;
        this.boot = boot;
        this.version = version;
        this.roles = Set.copyOf(roles);
        this.last = first;
    }

    /** @param management where operators reach the node; null as long as they do not */
    public NodeReport next(
            MeterReading reading, Jvm jvm, @Nullable String management, boolean ready, List<TopicFigures> topTopics) {
        Rates rates = new Rates(last, reading);
        last = reading;
        return new NodeReport(
                address,
                boot,
                version,
                management,
                ready,
                Rates.round(jvm.uptimeSeconds()),
                new ProcessFigures(
                        rates.processorShare(),
                        jvm.heapUsedBytes(),
                        jvm.heapMaxBytes(),
                        rates.millisPerSecond(Figure.GC_PAUSE_SECONDS)),
                roles.contains(Role.FRONTEND) ? frontend(reading, rates) : null,
                roles.contains(Role.DISPATCHER) ? dispatcher(reading, rates) : null,
                roles.contains(Role.LIKES_BACKEND) ? backend(rates) : null,
                topTopics);
    }

    private static FrontendFigures frontend(MeterReading reading, Rates rates) {
        return new FrontendFigures(
                reading.whole(Figure.STREAMS),
                reading.whole(Figure.TOPICS_WATCHED),
                reading.whole(Figure.TOPICS_OF_VIEWERS),
                rates.perSecond(Figure.STREAMS_OPENED),
                rates.perSecond(Figure.EVENTS_SENT),
                rates.perSecond(Figure.BYTES_SENT),
                rates.perSecond(Figure.GAPS),
                rates.perSecond(Figure.FRAMES_DROPPED),
                rates.perSecond(Figure.VIEWERS_GIVEN_UP));
    }

    private static DispatcherFigures dispatcher(MeterReading reading, Rates rates) {
        return new DispatcherFigures(
                reading.whole(Figure.TOPICS),
                reading.whole(Figure.SUBSCRIPTIONS),
                rates.perSecond(Figure.EVENTS_SENT_OUT, Figure.ENTRIES_SENT_OUT),
                rates.meanMillis(Figure.STORE_SECONDS, Figure.STORE_OPERATIONS));
    }

    private static BackendFigures backend(Rates rates) {
        return new BackendFigures(
                rates.perSecond(Figure.LIKES),
                rates.perSecond(Figure.COMMENTS),
                rates.perSecond(Figure.COMMENTS_REFUSED, Figure.WRITES_REFUSED, Figure.WRITES_FAILED),
                rates.meanMillis(Figure.COMMIT_SECONDS, Figure.COMMITS));
    }
}
