package io.ovation.insights.cluster;

import io.ovation.common.insight.TraceFigures;
import io.ovation.common.insight.TraceFigures.BehindFigures;
import io.ovation.common.insight.TraceFigures.DeliveryFigures;
import io.ovation.common.insight.TraceFigures.EventFigures;
import io.ovation.common.insight.TraceFigures.NodeFigures;
import io.ovation.common.insight.TraceFigures.Slice;
import io.ovation.common.insight.TraceFigures.StepFigures;
import io.ovation.common.trace.LatencyHistogram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long events took from publishers to viewers in the last minute, and what was lost on the way, as it is told in
 * JSON. Kinds and stages are told by their labels, data centres by their names, with "-" for one that is not known.
 *
 * @param sampling the share of all events that are followed, 0 to 1
 * @param goals what is wanted; empty where nothing is
 * @param behindVideo of those kinds that have a moment of the video, where players tell
 * @param hours to compare with: the last one, and the same one of yesterday and of last week
 */
public record LatencyView(
        double sampling,
        List<Goal> goals,
        List<Event> events,
        List<Step> steps,
        List<Delivery> deliveries,
        List<Node> nodes,
        List<Behind> behindVideo,
        List<Hour> hours) {

    public LatencyView {
        goals = List.copyOf(goals);
        events = List.copyOf(events);
        steps = List.copyOf(steps);
        deliveries = List.copyOf(deliveries);
        nodes = List.copyOf(nodes);
        behindVideo = List.copyOf(behindVideo);
        hours = List.copyOf(hours);
    }

    private static final double MICROS_PER_MILLI = 1e3;

    /**
     * @param figures of the whole cluster
     * @param hours those that there are
     */
    public static LatencyView of(TraceFigures figures, double sampling, List<Goal> goals, List<Hour> hours) {
        return new LatencyView(
                sampling,
                goals,
                figures.events().stream().map(Event::of).toList(),
                figures.steps().stream().map(Step::of).toList(),
                figures.deliveries().stream().map(Delivery::of).toList(),
                figures.nodes().stream().map(Node::of).toList(),
                figures.behindVideo().stream().map(Behind::of).toList(),
                hours);
    }

    private static double p50(LatencyHistogram latencies) {
        return millis(latencies.percentileMicros(0.5));
    }

    private static double p99(LatencyHistogram latencies) {
        return millis(latencies.percentileMicros(0.99));
    }

    /** To the microsecond. */
    private static double millis(double micros) {
        return Math.round(micros) / MICROS_PER_MILLI;
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
    public record Event(String kind, long complete, long ended, long lost, long unknown) {

        static Event of(EventFigures figures) {
            return new Event(
                    figures.kind().label(), figures.complete(), figures.ended(), figures.lost(), figures.unknown());
        }
    }

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
            long holes) {

        static Step of(StepFigures figures) {
            Slice slice = figures.slice();
            LatencyHistogram latencies = figures.latencies();
            return new Step(
                    slice.kind().label(),
                    slice.stage().label(),
                    slice.from(),
                    slice.to(),
                    latencies.count(),
                    millis(latencies.meanMicros()),
                    p50(latencies),
                    p99(latencies),
                    figures.expected(),
                    figures.lost(),
                    figures.unknown(),
                    figures.holes());
        }
    }

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
            double p99Millis) {

        static Delivery of(DeliveryFigures figures) {
            Slice slice = figures.slice();
            LatencyHistogram latencies = figures.latencies();
            return new Delivery(
                    slice.kind().label(),
                    slice.stage().label(),
                    slice.from(),
                    slice.to(),
                    latencies.count(),
                    millis(latencies.meanMicros()),
                    p50(latencies),
                    p99(latencies));
        }
    }

    /**
     * Deliveries of an hour, as the node that is asked has seen it.
     *
     * @param daysAgo when it ended: 0 for the last hour, 1 for the same of yesterday, 7 for that of last week
     */
    public record Hour(int daysAgo, List<Delivery> deliveries) {

        public Hour {
            deliveries = List.copyOf(deliveries);
        }

        public static Hour of(int daysAgo, List<DeliveryFigures> figures) {
            return new Hour(daysAgo, figures.stream().map(Delivery::of).toList());
        }
    }

    /**
     * The steps of events of all kinds that ended at a node.
     *
     * @param node by its address
     */
    public record Node(String stage, String node, long count, double p50Millis, double p99Millis, long lost) {

        static Node of(NodeFigures figures) {
            LatencyHistogram latencies = figures.latencies();
            return new Node(
                    figures.stage().label(),
                    figures.node(),
                    latencies.count(),
                    p50(latencies),
                    p99(latencies),
                    figures.lost());
        }
    }

    /**
     * By how much of the video playheads had passed the moments of events when viewers were shown them.
     *
     * @param count of viewers
     */
    public record Behind(String kind, long count, double p50Millis, double p99Millis) {

        static Behind of(BehindFigures figures) {
            LatencyHistogram behind = figures.behind();
            return new Behind(figures.kind().label(), behind.count(), p50(behind), p99(behind));
        }
    }
}
