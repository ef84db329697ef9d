package io.ovation.common.insight;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.ovation.common.trace.LatencyHistogram;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What became of the events that were followed, in a minute. Those of several nodes add up, as each event is looked at
 * by one.
 *
 * @param steps by stage
 * @param deliveries from the publisher's request to viewers
 * @param nodes by stage and node
 * @param behindVideo by kind
 */
public record TraceFigures(
        List<EventFigures> events,
        List<StepFigures> steps,
        List<DeliveryFigures> deliveries,
        List<NodeFigures> nodes,
        List<BehindFigures> behindVideo) {

    public static final TraceFigures NONE = new TraceFigures(List.of(), List.of(), List.of(), List.of(), List.of());

    public TraceFigures {
        events = orEmpty(events);
        steps = orEmpty(steps);
        deliveries = orEmpty(deliveries);
        nodes = orEmpty(nodes);
        behindVideo = orEmpty(behindVideo);
    }

    /**
     * Between which data centres an event got to a stage.
     *
     * @param from where it was accepted; {@link #UNKNOWN} if that was not noted
     * @param to where the stage is
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Slice(TracedKind kind, Stage stage, String from, String to) {

        /** What no data centre is called. */
        public static final String UNKNOWN = "-";
    }

    /**
     * What became of events.
     *
     * @param complete they were written to viewers, and all that was expected was noted
     * @param ended nobody was to be shown them
     * @param lost at one stage at least
     * @param unknown something was not noted, and might have been lost as well by whoever would have noted it
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record EventFigures(TracedKind kind, long complete, long ended, long lost, long unknown) {

        EventFigures plus(EventFigures other) {
            return new EventFigures(
                    kind, complete + other.complete, ended + other.ended, lost + other.lost, unknown + other.unknown);
        }
    }

    /**
     * A step from one stage to the next.
     *
     * @param latencies since the stage before
     * @param expected how often it was known whether the step was made
     * @param lost how often it was not
     * @param unknown how often that was not known
     * @param holes that were filled: the event had been lost, and was fetched
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record StepFigures(
            Slice slice, LatencyHistogram latencies, long expected, long lost, long unknown, long holes) {

        StepFigures plus(StepFigures other) {
            return new StepFigures(
                    slice,
                    latencies.merge(other.latencies),
                    expected + other.expected,
                    lost + other.lost,
                    unknown + other.unknown,
                    holes + other.holes);
        }
    }

    /** @param slice of which the stage is that through which it is known: written, or received */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record DeliveryFigures(Slice slice, LatencyHistogram latencies) {

        /** Both, which are of one slice. */
        public DeliveryFigures plus(DeliveryFigures other) {
            return new DeliveryFigures(slice, latencies.merge(other.latencies));
        }
    }

    /**
     * Of events of all kinds.
     *
     * @param node by its address
     * @param latencies since the stage before
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record NodeFigures(Stage stage, String node, LatencyHistogram latencies, long lost) {

        NodeFigures plus(NodeFigures other) {
            return new NodeFigures(stage, node, latencies.merge(other.latencies), lost + other.lost);
        }
    }

    /** By how much of the video the playhead had passed the moments of events when viewers were shown them. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record BehindFigures(TracedKind kind, LatencyHistogram behind) {

        BehindFigures plus(BehindFigures other) {
            return new BehindFigures(kind, behind.merge(other.behind));
        }
    }

    public TraceFigures merge(TraceFigures other) {
        return new TraceFigures(
                merge(events, other.events, EventFigures::kind, EventFigures::plus),
                merge(steps, other.steps, StepFigures::slice, StepFigures::plus),
                merge(deliveries, other.deliveries, DeliveryFigures::slice, DeliveryFigures::plus),
                merge(nodes, other.nodes, node -> List.of(node.stage(), node.node()), NodeFigures::plus),
                merge(behindVideo, other.behindVideo, BehindFigures::kind, BehindFigures::plus));
    }

    private static <T, K> List<T> merge(List<T> some, List<T> others, Function<T, K> key, BinaryOperator<T> plus) {
        Map<K, T> merged = new LinkedHashMap<>();
        Stream.concat(some.stream(), others.stream()).forEach(each -> merged.merge(key.apply(each), each, plus));
        return List.copyOf(merged.values());
    }

    /** Nodes of other versions may say less. */
    private static <T> List<T> orEmpty(List<T> told) {
        return told == null ? List.of() : List.copyOf(told);
    }
}
