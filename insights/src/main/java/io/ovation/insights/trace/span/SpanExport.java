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

/**
 * Sends the spans of events to a collector of OpenTelemetry, one request at a time, and waits for nobody: while the
 * collector does not answer, spans wait, and of more than there is room for the latest are dropped. Events come from one
 * thread.
 */
public final class SpanExport implements Consumer<List<JudgedEvent>>, AutoCloseable {

    static {
        ExporterLog.install();
    }

    /** In one request. */
    private static final int MOST_AT_ONCE = 500;

    private final SpanExporter exporter;
    private final int room;
    private final NodeResources resources;
    private final Tracing tracing;
    private final Queue<SpanData> waiting = new ArrayDeque<>();
    private boolean isSending;

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

    /** Without the lock: an answer that comes meanwhile holds one of its own, and wants this one. */
    private void send() {
        List<SpanData> batch = nextBatch();
        if (!batch.isEmpty()) {
            CompletableResultCode answer = exporter.export(batch);
            answer.whenComplete(() -> answered(batch.size(), answer.isSuccess()));
        }
    }

    /** Empty if the one before is not answered, or nothing waits. */
    private synchronized List<SpanData> nextBatch() {
        List<SpanData> batch = new ArrayList<>();
        while (!isSending && batch.size() < MOST_AT_ONCE && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        isSending |= !batch.isEmpty();
        return batch;
    }

    private void answered(int spans, boolean taken) {
        (taken ? exported : refused).increment(spans);
        synchronized (this) {
            isSending = false;
        }
        send();
    }
}
