package io.ovation.insights.trace.span;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.ovation.common.settings.OtlpSettings;
import io.ovation.common.trace.Tracing;
import io.ovation.insights.trace.join.JudgedEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the spans of events to a collector of OpenTelemetry, one request at a time, and waits for nobody: while the
 * collector does not answer, spans wait, and of more than there is room for the latest are dropped. Events come from one
 * thread.
 */
public final class SpanExport implements Consumer<List<JudgedEvent>>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpanExport.class);

    /** Of OpenTelemetry's own, which would say each time on the standard error what is said here once. */
    private static final java.util.logging.Logger NOT_SAID = java.util.logging.Logger.getLogger("io.opentelemetry");

    static {
        NOT_SAID.setLevel(Level.OFF);
    }

    /** In one request. */
    private static final int MOST_AT_ONCE = 500;

    private final SpanExporter exporter;
    private final String endpoint;
    private final int room;
    private final NodeResources resources;
    private final Tracing tracing;
    private final Queue<SpanData> waiting = new ArrayDeque<>();
    private boolean isSending;
    private boolean isRefused;

    private final Counter exported = Metrics.counter("ovation.insight.spans", "outcome", "exported");
    private final Counter refused = Metrics.counter("ovation.insight.spans", "outcome", "refused");
    private final Counter dropped = Metrics.counter("ovation.insight.spans", "outcome", "dropped");

    /** @param tracing by whose clock events are judged */
    public SpanExport(OtlpSettings settings, Tracing tracing) {
        this(
                settings,
                tracing,
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(settings.traces().orElseThrow())
                        .setHeaders(settings::headers)
                        .build());
    }

    SpanExport(OtlpSettings settings, Tracing tracing, SpanExporter exporter) {
        this.endpoint = settings.traces().orElseThrow();
        this.exporter = exporter;
        this.room = settings.waitingSpans();
        this.resources = new NodeResources(settings);
        this.tracing = tracing;
    }

    @Override
    public void accept(List<JudgedEvent> judged) {
        long wallMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) - tracing.nowMicros();
        judged.forEach(event -> add(EventSpans.of(event, resources, wallMicros)));
        send();
    }

    /** What is on its way may get lost. */
    @Override
    public void close() {
        exporter.shutdown();
    }

    /** All of an event or nothing. */
    private synchronized void add(List<SpanData> spans) {
        if (waiting.size() + spans.size() <= room) {
            waiting.addAll(spans);
        } else {
            dropped.increment(spans.size());
        }
    }

    private synchronized void send() {
        if (isSending || waiting.isEmpty()) {
            return;
        }
        isSending = true;
        List<SpanData> batch = new ArrayList<>();
        while (batch.size() < MOST_AT_ONCE && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        CompletableResultCode result = exporter.export(batch);
        result.whenComplete(() -> sent(batch.size(), result));
    }

    private synchronized void sent(int spans, CompletableResultCode result) {
        isSending = false;
        (result.isSuccess() ? exported : refused).increment(spans);
        if (result.isSuccess() == isRefused) {
            isRefused = !result.isSuccess();
            if (isRefused) {
                LOG.warn(
                        "Spans are lost, {} does not take them: {}",
                        endpoint,
                        String.valueOf(result.getFailureThrowable()));
            } else {
                LOG.info("{} takes spans again", endpoint);
            }
        }
        send();
    }
}
