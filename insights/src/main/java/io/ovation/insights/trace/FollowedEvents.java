package io.ovation.insights.trace;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.MailboxSelector;
import akka.actor.typed.javadsl.ActorContext;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import io.ovation.common.insight.TraceFigures;
import io.ovation.common.memory.BoundedMailbox;
import io.ovation.common.node.NodeTracing;
import io.ovation.common.protocol.Role;
import io.ovation.common.settings.OtlpSettings;
import io.ovation.common.trace.Tracing;
import io.ovation.insights.cluster.ClusterMember;
import io.ovation.insights.exchange.ClusterMembers;
import io.ovation.insights.trace.batch.TracingNode;
import io.ovation.insights.trace.join.JoinSettings;
import io.ovation.insights.trace.join.JudgedEvent;
import io.ovation.insights.trace.span.SpanExport;
import java.util.List;
import java.util.function.Consumer;

/** Follows events: sends what this node notes of them, and joins what all nodes note of some. */
public final class FollowedEvents {

    private FollowedEvents() {}

    /**
     * @param export where traces of events are sent
     * @param figures told each second what became of the events that this node looks at
     */
    public static void start(
            ActorContext<?> parent, JoinSettings settings, OtlpSettings export, Consumer<TraceFigures> figures) {
        ActorSystem<?> system = parent.getSystem();
        Tracing tracing = NodeTracing.of(system);
        parent.spawn(
                TraceJoiner.create(settings, tracing, () -> members(system), figures, spans(system, export, tracing)),
                "trace-joiner",
                MailboxSelector.fromConfig(BoundedMailbox.CONFIG_KEY));
        Member member = Cluster.get(system).selfMember();
        parent.spawn(
                CheckpointSender.create(node(ClusterMembers.of(member, true)), tracing, settings.interval()),
                "trace-sender");
    }

    /** Nothing of OpenTelemetry is loaded unless it is asked for. */
    private static Consumer<List<JudgedEvent>> spans(ActorSystem<?> system, OtlpSettings settings, Tracing tracing) {
        if (settings.traces().isEmpty()) {
            return judged -> {};
        }
        SpanExport export = new SpanExport(settings, tracing);
        system.getWhenTerminated().thenRun(export::close);
        return export;
    }

    private static List<TracingNode> members(ActorSystem<?> system) {
        return ClusterMembers.of(system).stream().map(FollowedEvents::node).toList();
    }

    private static TracingNode node(ClusterMember member) {
        return new TracingNode(
                member.address(),
                member.boot(),
                member.dataCentre(),
                member.roles().contains(Role.DISPATCHER.label()));
    }
}
