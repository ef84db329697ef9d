package io.ovation.insights.trace.span;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.ovation.common.settings.OtlpSettings;
import io.ovation.common.trace.Tracing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpanExportTest {

    /** A collector that answers when it is told to. */
    private static final class Collector implements SpanExporter {

        private final List<Integer> requests = new ArrayList<>();
        private final List<CompletableResultCode> answers = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            CompletableResultCode answer = new CompletableResultCode();
            requests.add(spans.size());
            answers.add(answer);
            return answer;
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    /** Of a comment that is published, and no more. */
    private static final int SPANS = 3;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Collector collector = new Collector();
    private final SpanExport export = new SpanExport(
            OtlpSettings.from(ConfigFactory.parseString(
                            "ovation.otlp.traces { endpoint = \"http://collector:4318/v1/traces\", waiting-spans = "
                                    + 2 * SPANS + " }")
                    .withFallback(ConfigFactory.load())),
            Tracing.off(),
            collector);

    @BeforeEach
    void count() {
        Metrics.addRegistry(meters);
    }

    @AfterEach
    void endCounting() {
        Metrics.removeRegistry(meters);
    }

    @Test
    void spans_areSentOneRequestAtATime() {
        comment();
        comment();

        assertThat(collector.requests).containsExactly(SPANS);

        collector.answers.get(0).succeed();

        assertThat(collector.requests).containsExactly(SPANS, SPANS);
        assertThat(spans("exported")).isEqualTo(SPANS);
    }

    @Test
    void collectorThatDoesNotAnswer_costsSpans_ofWhichTheLatestAreDropped() {
        for (int i = 0; i < 5; i++) {
            comment();
        }

        assertThat(collector.requests).containsExactly(SPANS);
        assertThat(spans("dropped")).isEqualTo(2 * SPANS);
    }

    @Test
    void spansThatAreRefused_areCounted_andThoseBehindThemAreSent() {
        comment();
        comment();
        collector.answers.get(0).fail();

        assertThat(spans("refused")).isEqualTo(SPANS);
        assertThat(collector.requests).hasSize(2);

        collector.answers.get(1).succeed();

        assertThat(spans("exported")).isEqualTo(SPANS);
    }

    @Test
    void whereThereIsNothing_nothingIsSent() {
        export.accept(List.of());

        assertThat(collector.requests).isEmpty();
    }

    private void comment() {
        export.accept(Judged.comment(1, null).events());
    }

    private double spans(String outcome) {
        return meters.counter("ovation.insight.spans", "outcome", outcome).count();
    }
}
