package io.ovation.insights.trace.span;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TraceId;
import io.ovation.insights.trace.join.Findings.Doubt;
import io.ovation.insights.trace.join.Findings.Verdict;
import io.ovation.insights.trace.join.JudgedEvent;
import io.ovation.insights.trace.join.JudgedEvent.MissingStep;
import io.ovation.insights.trace.join.Sighting;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a span says beside its time; docs/operations.md explains each. */
final class SpanAttributes {

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> KIND = AttributeKey.stringKey("ovation.kind");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("ovation.outcome");
    private static final AttributeKey<String> ENDING = AttributeKey.stringKey("ovation.ending");
    private static final AttributeKey<String> LATENCY = AttributeKey.stringKey("ovation.latency");
    private static final AttributeKey<Boolean> FETCHED = AttributeKey.booleanKey("ovation.fetched");
    private static final AttributeKey<Long> VIEWERS = AttributeKey.longKey("ovation.viewers");
    private static final AttributeKey<List<String>> UNKNOWN = AttributeKey.stringArrayKey("ovation.unknown");

    private final AttributesBuilder attributes = Attributes.builder();

    /** By OpenTelemetry's conventions for messaging. */
    SpanAttributes operation(String operation, JudgedEvent event) {
        attributes
                .put(SYSTEM, "ovation")
                .put(OPERATION_NAME, operation)
                .put(OPERATION_TYPE, operation)
                .put(MESSAGE_ID, TraceId.toText(event.trace()))
                .put(KIND, event.kind().label());
        return this;
    }

    SpanAttributes outcome(JudgedEvent event) {
        attributes.put(OUTCOME, label(event.outcome()));
        return this;
    }

    /** Why it went no further there, if it did not. */
    SpanAttributes ending(List<Sighting> sightings) {
        sightings.stream()
                .map(sighting -> sighting.checkpoint().ending())
                .flatMap(Stream::ofNullable)
                .findFirst()
                .ifPresent(ending -> attributes.put(ENDING, label(ending)));
        return this;
    }

    /** To how many it was written. */
    SpanAttributes viewers(List<Sighting> sightings) {
        long viewers = sightings.stream()
                .filter(sighting -> sighting.stage() == Stage.WRITTEN && !sighting.isEnding())
                .mapToLong(sighting -> sighting.checkpoint().count())
                .sum();
        if (viewers > 0) {
            attributes.put(VIEWERS, viewers);
        }
        return this;
    }

    /** Whether it had been lost. */
    SpanAttributes fetched(Sighting sighting) {
        if (sighting.checkpoint().fetched()) {
            attributes.put(FETCHED, true);
        }
        return this;
    }

    /** Why the length of the span is no latency, if it is none. */
    SpanAttributes latency(Sighting sighting, @Nullable Sighting before) {
        Doubt doubt = before == null ? null : sighting.doubt(before);
        if (before == null) {
            attributes.put(LATENCY, "unknown");
        } else if (doubt != null) {
            attributes.put(LATENCY, label(doubt));
        }
        return this;
    }

    SpanAttributes missing(List<MissingStep> missing) {
        List<String> unknown = missing.stream()
                .filter(step -> step.verdict() == Verdict.UNKNOWN)
                .map(step -> step.stage().label())
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            attributes.put(UNKNOWN, unknown);
        }
        if (missing.stream().anyMatch(step -> step.verdict() == Verdict.LOST)) {
            attributes.put(ERROR_TYPE, label(Verdict.LOST));
        }
        return this;
    }

    Attributes build() {
        return attributes.build();
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
