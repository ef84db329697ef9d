package io.ovation.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.ovation.common.protocol.Role;
import io.ovation.node.listening.Addresses;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole node, a viewer, and a collector of OpenTelemetry that the node sends spans to. */
class TracesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 600;
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String NOT_KEPT = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "b7ad6b7169203331";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Held by a request that a collector does not answer. */
    private final CountDownLatch end = new CountDownLatch(1);

    private final BlockingQueue<ResourceSpans> received = new LinkedBlockingQueue<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer collector;

    @TempDir
    private Path data;

    @BeforeEach
    void start() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", this::take);
        collector.createContext("/silent", this::keepWaiting);
        collector.setExecutor(threads);
        collector.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        collector.stop(0);
        threads.shutdownNow();
    }

    @Test
    void comment_continuesThePublishersTrace_downToTheViewer() throws Exception {
        Node node = await(Node.start(EnumSet.allOf(Role.class), config("/v1/traces")));
        try (InputStream viewer = watch(node)) {
            comment(node, viewer, "not kept", "00-" + NOT_KEPT + '-' + SPAN + "-00");
            comment(node, viewer, "traced", "00-" + TRACE + '-' + SPAN + "-01");
            comment(node, viewer, "of its own", null);

            List<Span> spans = spansOf("process comment", 2);

            assertThat(spans).extracting(TracesIT::trace).contains(TRACE).doesNotContain(NOT_KEPT);
            List<Span> traced =
                    spans.stream().filter(span -> trace(span).equals(TRACE)).toList();
            Span producer = only(traced, "send comment");
            Span consumer = only(traced, "process comment");
            assertThat(hex(producer.getParentSpanId())).isEqualTo(SPAN);
            assertThat(producer.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_PRODUCER);
            assertThat(consumer.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CONSUMER);
            assertThat(consumer.getLinksList()).extracting(Span.Link::getSpanId).containsExactly(producer.getSpanId());
            assertThat(traced)
                    .extracting(Span::getName)
                    .containsExactlyInAnyOrder(
                            "send comment",
                            "committed",
                            "published",
                            "topic-received",
                            "topic-sent",
                            "process comment",
                            "frontend-received",
                            "written");
            long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
            assertThat(traced).allSatisfy(span -> {
                assertThat(span.getEndTimeUnixNano()).isGreaterThanOrEqualTo(span.getStartTimeUnixNano());
                assertThat(span.getStartTimeUnixNano()).isBetween(now - PATIENCE.toNanos(), now);
            });
            assertThat(spans)
                    .filteredOn(span -> span.getName().equals("send comment")
                            && !trace(span).equals(TRACE))
                    .singleElement()
                    .satisfies(own -> {
                        assertThat(own.getParentSpanId().isEmpty()).isTrue();
                        assertThat(trace(own)).startsWith("0".repeat(16)).isNotEqualTo("0".repeat(32));
                    });
        } finally {
            await(node.stop());
        }
    }

    @Test
    void collectorThatDoesNotAnswer_costsViewersNothing() throws Exception {
        Node node = await(Node.start(EnumSet.allOf(Role.class), config("/silent")));
        try (InputStream viewer = watch(node)) {
            comment(node, viewer, "first", "00-" + TRACE + '-' + SPAN + "-01");
            assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

            comment(node, viewer, "second", "00-" + TRACE + '-' + SPAN + "-01");
        } finally {
            await(node.stop());
        }
    }

    @Test
    void collectorThatRefuses_costsSpans_whichAreCounted() throws Exception {
        Node node = await(Node.start(EnumSet.allOf(Role.class), config("/nowhere")));
        try (InputStream viewer = watch(node)) {
            comment(node, viewer, "first", null);

            Pattern refused = Pattern.compile("(?m)^ovation_insight_spans_total\\{outcome=\"refused\"} [1-9]");
            for (int i = 0; i < ATTEMPTS && !refused.matcher(metrics(node)).find(); i++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
            assertThat(metrics(node)).containsPattern(refused);
        } finally {
            await(node.stop());
        }
    }

    private static String metrics(Node node) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(
                                        Addresses.url(node.addresses().management()) + "/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private Config config(String path) {
        return ConfigFactory.parseString("""
                        ovation.trace.sampling = 1
                        ovation.insight.trace { window = 2 s, margin = 1 s }
                        ovation.otlp.traces.endpoint = "http://127.0.0.1:%d%s"
                        """.formatted(collector.getAddress().getPort(), path))
                .withFallback(TestConfig.of(data));
    }

    /** A stream that is open: what is published from now on is sent to it. */
    private static InputStream watch(Node node) throws Exception {
        InputStream viewer = HTTP.send(
                        HttpRequest.newBuilder(URI.create(Addresses.url(
                                                node.addresses().viewer().orElseThrow()) + "/v1/stream?topic=video:42"))
                                .build(),
                        BodyHandlers.ofInputStream())
                .body();
        readUntil(viewer, "event: ");
        return viewer;
    }

    /** Returns once the viewer has it. */
    private static void comment(Node node, InputStream viewer, String text, @Nullable String parent) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(Addresses.url(node.addresses().publish().orElseThrow()) + "/comments"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"video\":\"42\",\"member\":\"ann\",\"text\":\"%s\"}".formatted(text)));
        if (parent != null) {
            request.header("traceparent", parent);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        readUntil(viewer, text);
    }

    private static void readUntil(InputStream stream, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = stream.read();
            assertThat(next).as("after " + read).isNotNegative();
            read.append((char) next);
        }
    }

    /** All that have come once there are so many of that name. */
    private List<Span> spansOf(String name, int count) throws InterruptedException {
        List<Span> spans = new ArrayList<>();
        while (spans.stream().filter(span -> span.getName().equals(name)).count() < count) {
            ResourceSpans next = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).as("after " + spans).isNotNull();
            assertThat(next.getResource().getAttributesList())
                    .extracting(attribute ->
                            attribute.getKey() + '=' + attribute.getValue().getStringValue())
                    .contains("service.name=ovation", "ovation.data_centre=default");
            next.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
        }
        return spans;
    }

    private void take(HttpExchange exchange) throws IOException {
        ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
        received.addAll(request.getResourceSpansList());
    }

    private void keepWaiting(HttpExchange exchange) {
        asked.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static Span only(List<Span> spans, String name) {
        List<Span> named =
                spans.stream().filter(span -> span.getName().equals(name)).toList();
        assertThat(named).as(name).hasSize(1);
        return named.get(0);
    }

    private static String trace(Span span) {
        return hex(span.getTraceId());
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
