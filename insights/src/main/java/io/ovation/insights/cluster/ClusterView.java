package io.ovation.insights.cluster;

import io.ovation.common.insight.NodeReport;
import io.ovation.common.insight.NodeReport.BackendFigures;
import io.ovation.common.insight.NodeReport.DispatcherFigures;
import io.ovation.common.insight.NodeReport.FrontendFigures;
import io.ovation.common.insight.NodeReport.ProcessFigures;
import io.ovation.common.insight.NodeReport.TopicFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as one node sees it, as it is told in JSON.
 *
 * @param at when, in ISO 8601
 * @param self the address of who sees it so
 * @param latency of the events that were followed in the last minute
 */
public record ClusterView(
        String at,
        String self,
        List<NodeView> nodes,
        @Nullable LatencyView latency) {

    /**
     * A node; what it has not reported is null.
     *
     * @param ageSeconds of its report
     */
    public record NodeView(
            String address,
            String dataCentre,
            List<String> roles,
            NodeStatus status,
            @Nullable Double ageSeconds,
            @Nullable Double uptimeSeconds,
            @Nullable String version,
            @Nullable String management,
            @Nullable Boolean ready,
            @Nullable ProcessFigures process,
            @Nullable FrontendFigures frontend,
            @Nullable DispatcherFigures dispatcher,
            @Nullable BackendFigures backend,
            List<TopicFigures> topTopics) {

        static NodeView of(ClusterMember member, NodeStatus status, NodeReport report, double ageSeconds) {
            return new NodeView(
                    member.address(),
                    member.dataCentre(),
                    member.roles(),
                    status,
                    ageSeconds,
                    report.uptimeSeconds(),
                    report.version(),
                    report.management(),
                    report.ready(),
                    report.process(),
                    report.frontend(),
                    report.dispatcher(),
                    report.backend(),
                    report.topTopics());
        }

        static NodeView withoutReport(ClusterMember member, NodeStatus status) {
            return new NodeView(
                    member.address(),
                    member.dataCentre(),
                    member.roles(),
                    status,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of());
        }
    }
}
