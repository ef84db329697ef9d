package io.ovation.insights.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long events took from publishers to viewers in the last minute, and what was lost on the way, as it is told in
 * JSON. Kinds and stages are told by their labels, data centres by their names, with "-" for one that is not known.
 *
 * @param sampling the share of all events that are followed, 0 to 1
 * @param goals what is wanted; empty where nothing is
 */
public record LatencyView(
        double sampling,
        List<Goal> goals,
        List<Event> events,
        List<Step> steps,
        List<Delivery> deliveries,
        List<Node> nodes) {

    public LatencyView {
        goals = List.copyOf(goals);
        events = List.copyOf(events);
        steps = List.copyOf(steps);
        deliveries = List.copyOf(deliveries);
        nodes = List.copyOf(nodes);
    }

    /**
     * What is wanted of a kind; null where nothing is.
     *
     * @param p99Millis end to end, for 99 % of all deliveries
     * @param lossShare of the events that were to be shown, at most
     */
    public record Goal(
            String kind,
            @Nullable Double p99Millis,
            @Nullable Double lossShare) {}

    /**
     * What became of the events of a kind.
     *
     * @param ended nobody was to be shown them
     * @param unknown whoever would tell is gone
     */
    public record Event(String kind, long complete, long ended, long lost, long unknown) {}

    /**
     * A step to a stage, from the stage before.
     *
     * @param from where the event was accepted
     * @param to where the stage is
     * @param count of the times that were measured
     * @param expected how often it is known whether the step was made
     * @param lost how often it was not
     * @param holes how often the event was lost, and fetched
     */
    public record Step(
            String kind,
            String stage,
            String from,
            String to,
            long count,
            double meanMillis,
            double p50Millis,
            double p99Millis,
            long expected,
            long lost,
            long unknown,
            long holes) {}

    /**
     * The whole way, from the publisher's request.
     *
     * @param through the stage at which it ends: written, or received if viewers say so
     * @param count of viewers
     */
    public record Delivery(
            String kind,
            String through,
            String from,
            String to,
            long count,
            double meanMillis,
            double p50Millis,
            double p99Millis) {}

    /**
     * The steps of events of all kinds that ended at a node.
     *
     * @param node by its address
     */
    public record Node(String stage, String node, long count, double p50Millis, double p99Millis, long lost) {}
}
