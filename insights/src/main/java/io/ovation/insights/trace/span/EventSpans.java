package io.ovation.insights.trace.span;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TraceParent;
import io.ovation.insights.trace.batch.TracingNode;
import io.ovation.insights.trace.join.Findings.Verdict;
import io.ovation.insights.trace.join.JudgedEvent;
import io.ovation.insights.trace.join.JudgedEvent.MissingStep;
import io.ovation.insights.trace.join.Sighting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one event, as OpenTelemetry's <a
 * href="https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/">conventions for messaging</a> have them:
 *
 * <pre>
 * send comment              producer, a child of the publisher's span: from accepted to published
 *   committed               a step, from the checkpoint before it
 *   published
 *   topic-received
 *   topic-sent
 *   process comment         consumer, one for each frontend, with a link to the producer: from sent to written
 *     frontend-received
 *     written
 * </pre>
 *
 * <p>Above 250 lines, because the spans of an event refer to each other.
 */
final class EventSpans {

    /** Receipts that a frontend's span tells; of more it has the number. */
    private static final int MOST_RECEIPTS = 32;

    private static final long NANOS_PER_MICRO = 1_000;

    private record Step(Stage stage, TracingNode node) {

        static Step of(Sighting sighting) {
            return new Step(sighting.stage(), sighting.node());
        }
    }

    private final JudgedEvent event;
    private final Sighting accepted;
    private final NodeResources resources;
    private final long wallMicros;
    private final SpanContext parent;
    private final SpanContext producer;
    private final Map<String, SpanContext> consumers;

    private EventSpans(JudgedEvent event, Sighting accepted, NodeResources resources, long wallMicros) {
        this.event = event;
        this.accepted = accepted;
        this.resources = resources;
        this.wallMicros = wallMicros;
        TraceParent publisher = accepted.checkpoint().parent();
        this.parent = publisher == null
                ? SpanContext.getInvalid()
                : SpanContext.createFromRemoteParent(
                        publisher.traceId(), publisher.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
        // Without a parent the number by which viewers know the event, so that the trace is found by that.
        this.producer = newSpan(publisher == null ? TraceId.fromLongs(0, event.trace()) : publisher.traceId());
        this.consumers = frontends().stream()
                .collect(Collectors.toMap(frontend -> frontend, frontend -> newSpan(producer.getTraceId())));
    }

    /**
     * None if it is not known where it was accepted, and so of which trace it is, or if whoever began that trace does not
     * keep it.
     *
     * @param wallMicros what has to be added to the joiner's clock to have the time of day
     */
    static List<SpanData> of(JudgedEvent event, NodeResources resources, long wallMicros) {
        Sighting accepted = event.accepted();
        if (accepted == null) {
            return List.of();
        }
        TraceParent parent = accepted.checkpoint().parent();
        return parent != null && !parent.sampled()
                ? List.of()
                : new EventSpans(event, accepted, resources, wallMicros).all();
    }

    private List<SpanData> all() {
        List<SpanData> spans = new ArrayList<>();
        spans.add(producer());
        consumers.forEach((frontend, context) -> spans.add(consumer(frontend, context)));
        Map<Step, List<Sighting>> steps =
                inOrder(sighting -> sighting.stage() != Stage.ACCEPTED && sighting.stage() != Stage.RECEIVED).stream()
                        .collect(Collectors.groupingBy(Step::of, LinkedHashMap::new, Collectors.toList()));
        steps.forEach((step, sightings) -> spans.add(step(step, sightings)));
        return spans;
    }

    /** Those that it was sent to, and those that had it. */
    private Set<String> frontends() {
        return event.sightings()
                .flatMap(sighting -> isAtFrontend(sighting.stage())
                        ? Stream.of(sighting.node().address())
                        : Stream.ofNullable(sighting.checkpoint().to()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private SpanData producer() {
        TracingNode node = accepted.node();
        List<Sighting> own = inOrder(
                sighting -> sighting.node().equals(node) && sighting.stage().compareTo(Stage.PUBLISHED) <= 0);
        List<MissingStep> missing = missing(step -> consumerOf(step) == null);
        return new FinishedSpan(
                "send " + event.kind().label(),
                SpanKind.PRODUCER,
                producer,
                parent,
                wallNanos(accepted.micros()),
                wallNanos(Math.max(accepted.micros(), last(own).micros())),
                new SpanAttributes()
                        .operation("send", event)
                        .outcome(event)
                        .ending(own)
                        .missing(missing)
                        .build(),
                List.of(),
                0,
                List.of(),
                status(missing),
                resources.of(node.address(), node.dataCentre()));
    }

    /** A viewer's receipt comes from far away, and is an event: the span is of the time that it took here. */
    private SpanData consumer(String frontend, SpanContext context) {
        List<Sighting> own = inOrder(sighting -> isAtFrontend(sighting.stage())
                ? sighting.node().address().equals(frontend)
                : frontend.equals(sighting.checkpoint().to()));
        List<Sighting> receipts = own.stream()
                .filter(sighting -> sighting.stage() == Stage.RECEIVED)
                .toList();
        Sighting begin = own.stream()
                .filter(sighting -> sighting.checkpoint().to() != null)
                .findFirst()
                .orElse(own.get(0));
        long end = own.stream()
                .filter(sighting -> sighting.stage() != Stage.RECEIVED)
                .mapToLong(Sighting::micros)
                .reduce(begin.micros(), Math::max);
        List<MissingStep> missing = missing(step -> context.equals(consumerOf(step)));
        return new FinishedSpan(
                "process " + event.kind().label(),
                SpanKind.CONSUMER,
                context,
                producer,
                wallNanos(begin.micros()),
                wallNanos(end),
                new SpanAttributes()
                        .operation("process", event)
                        .ending(own)
                        .viewers(own)
                        .missing(missing)
                        .build(),
                receipts.stream().limit(MOST_RECEIPTS).map(this::receipt).toList(),
                receipts.size(),
                List.of(LinkData.create(producer)),
                status(missing),
                resources.of(frontend, begin.node().dataCentre()));
    }

    /** From where the event was before, until it was last seen at this stage of this node. */
    private SpanData step(Step step, List<Sighting> sightings) {
        Sighting last = last(sightings);
        Sighting before = event.before(last);
        long start = (before == null ? sightings.get(0) : before).micros();
        return new FinishedSpan(
                step.stage().label(),
                SpanKind.INTERNAL,
                newSpan(producer.getTraceId()),
                isAtFrontend(step.stage()) ? consumers.get(step.node().address()) : producer,
                wallNanos(start),
                wallNanos(end(last, before, start)),
                new SpanAttributes()
                        .ending(sightings)
                        .viewers(sightings)
                        .fetched(last)
                        .latency(last, before)
                        .build(),
                List.of(),
                0,
                List.of(),
                StatusData.unset(),
                resources.of(step.node().address(), step.node().dataCentre()));
    }

    /** By the clock of one node, if both are of one. */
    private static long end(Sighting last, @Nullable Sighting before, long start) {
        return before == null
                ? last.micros()
                : start + last.microsSince(before).orElse(Math.max(0, last.micros() - start));
    }

    private EventData receipt(Sighting received) {
        return EventData.create(wallNanos(received.micros()), Stage.RECEIVED.label(), Attributes.empty());
    }

    /** Null if it was to be made on the way to the frontends. */
    private @Nullable SpanContext consumerOf(MissingStep step) {
        String node = step.node();
        return node != null && isAtFrontend(step.stage()) ? consumers.get(node) : null;
    }

    private List<MissingStep> missing(Predicate<MissingStep> condition) {
        return event.missing().stream().filter(condition).toList();
    }

    /** An error if some of these are lost. */
    private static StatusData status(List<MissingStep> missing) {
        String lost = missing.stream()
                .filter(step -> step.verdict() == Verdict.LOST)
                .map(step -> step.stage().label() + " in " + step.dataCentre())
                .distinct()
                .collect(Collectors.joining(", "));
        return lost.isEmpty() ? StatusData.unset() : StatusData.create(StatusCode.ERROR, "lost at " + lost);
    }

    private List<Sighting> inOrder(Predicate<Sighting> condition) {
        return event.sightings()
                .filter(condition)
                .sorted(Comparator.comparingLong(Sighting::micros))
                .toList();
    }

    private static Sighting last(List<Sighting> sightings) {
        return sightings.get(sightings.size() - 1);
    }

    private static boolean isAtFrontend(Stage stage) {
        return stage.compareTo(Stage.FRONTEND_RECEIVED) >= 0;
    }

    private long wallNanos(long micros) {
        return (micros + wallMicros) * NANOS_PER_MICRO;
    }

    private static SpanContext newSpan(String traceId) {
        return SpanContext.create(
                traceId, IdGenerator.random().generateSpanId(), TraceFlags.getSampled(), TraceState.getDefault());
    }
}
