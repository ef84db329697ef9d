package io.ovation.common.insight;

import io.ovation.common.insight.TraceFigures.BehindFigures;
import io.ovation.common.insight.TraceFigures.DeliveryFigures;
import io.ovation.common.insight.TraceFigures.NodeFigures;
import io.ovation.common.insight.TraceFigures.StepFigures;
import io.ovation.common.memory.Droppable;
import io.ovation.common.protocol.WireMessage;
import io.ovation.common.trace.LatencyHistogram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * What a node has found out each second about the events that it has looked at in the last minute. One that gets lost is
 * made up for by the next.
 *
 * @param address by which the cluster knows the node: {@code host:port}
 * @param boot tells it from an earlier or later process at this address
 */
public record TraceReport(String address, long boot, TraceFigures figures)
        implements InsightMessage, WireMessage, Droppable {

    /** What a report has at most, about. */
    public static final int MOST_BYTES = 64 * 1024;

    /** What a line of figures takes beside its texts and its histogram, about. */
    private static final int BYTES_OF_LINE = 80;

    private static final int BYTES_OF_BUCKET = 5;

    public TraceReport {
        Objects.requireNonNull(address, "address");
        figures = Objects.requireNonNullElse(figures, TraceFigures.NONE);
    }

    /** With as much of the figures as there is room for; what is rarest is left out. */
    public static TraceReport of(String address, long boot, TraceFigures all) {
        int room = MOST_BYTES - bytesByKind(all);
        List<DeliveryFigures> deliveries = fitting(
                all.deliveries(),
                room,
                Comparator.comparing(delivery -> -delivery.latencies().count()),
                TraceReport::bytes);
        room -= deliveries.stream().mapToInt(TraceReport::bytes).sum();
        List<StepFigures> steps = fitting(
                all.steps(),
                room,
                Comparator.comparing(step -> -step.expected() - step.latencies().count()),
                TraceReport::bytes);
        room -= steps.stream().mapToInt(TraceReport::bytes).sum();
        List<NodeFigures> nodes = fitting(
                all.nodes(),
                room,
                Comparator.comparing(node -> -node.latencies().count()),
                TraceReport::bytes);
        return new TraceReport(
                address, boot, new TraceFigures(all.events(), steps, deliveries, nodes, all.behindVideo()));
    }

    private static <T> List<T> fitting(List<T> all, int room, Comparator<T> order, ToIntFunction<T> bytes) {
        List<T> fitting = new ArrayList<>();
        int left = room;
        for (T each : all.stream().sorted(order).toList()) {
            left -= bytes.applyAsInt(each);
            if (left < 0) {
                break;
            }
            fitting.add(each);
        }
        return fitting;
    }

    @Override
    public int bytes() {
        return bytesByKind(figures)
                + figures.deliveries().stream().mapToInt(TraceReport::bytes).sum()
                + figures.steps().stream().mapToInt(TraceReport::bytes).sum()
                + figures.nodes().stream().mapToInt(TraceReport::bytes).sum();
    }

    /** Of what is small, as there are few kinds. */
    private static int bytesByKind(TraceFigures figures) {
        return (1 + figures.events().size()) * BYTES_OF_LINE
                + figures.behindVideo().stream().mapToInt(TraceReport::bytes).sum();
    }

    private static int bytes(BehindFigures behind) {
        return BYTES_OF_LINE + bytes(behind.behind());
    }

    private static int bytes(DeliveryFigures delivery) {
        return BYTES_OF_LINE + bytes(delivery.slice()) + bytes(delivery.latencies());
    }

    private static int bytes(StepFigures step) {
        return BYTES_OF_LINE + bytes(step.slice()) + bytes(step.latencies());
    }

    private static int bytes(NodeFigures node) {
        return BYTES_OF_LINE + node.node().length() + bytes(node.latencies());
    }

    private static int bytes(TraceFigures.Slice slice) {
        return slice.from().length() + slice.to().length();
    }

    private static int bytes(LatencyHistogram latencies) {
        return latencies.toSparse().length * BYTES_OF_BUCKET;
    }
}
