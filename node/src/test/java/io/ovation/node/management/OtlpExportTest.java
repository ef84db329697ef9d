package io.ovation.node.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.Metrics;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.ovation.common.settings.OtlpSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OtlpExportTest {

    private record Request(String type, String authorization, ExportMetricsServiceRequest body) {}

    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private HttpServer collector;

    @BeforeEach
    void start() throws Exception {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/metrics", exchange -> {
            requests.add(new Request(
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody())));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    @Test
    void collector_getsWhatIsCounted_alsoOfTheProcess_andWhoCounts() throws Exception {
        Telemetry.begin();
        Metrics.counter("ovation.test.exported").increment(7);
        Runnable end = Telemetry.export(OtlpSettings.from(config("metrics { endpoint = \"http://127.0.0.1:"
                + collector.getAddress().getPort()
                + "/v1/metrics\", interval = 1 s }, headers { Authorization = \"Bearer secret\" }")));
        try {
            Request request = requests.poll(20, TimeUnit.SECONDS);

            assertThat(request).isNotNull();
            assertThat(request.type()).isEqualTo("application/x-protobuf");
            assertThat(request.authorization()).isEqualTo("Bearer secret");
            ResourceMetrics metrics = request.body().getResourceMetrics(0);
            assertThat(metrics.getResource().getAttributesList())
                    .extracting(attribute ->
                            attribute.getKey() + '=' + attribute.getValue().getStringValue())
                    .contains("service.name=ovation", "ovation.data_centre=default");
            assertThat(names(metrics)).contains("ovation.test.exported", "jvm.memory.used", "ovation.memory.network");
        } finally {
            end.run();
        }
        assertThat(Metrics.globalRegistry.getRegistries()).hasSize(1);
    }

    private static List<String> names(ResourceMetrics metrics) {
        return metrics.getScopeMetricsList().stream()
                .flatMap(scope -> scope.getMetricsList().stream())
                .map(Metric::getName)
                .toList();
    }

    private static Config config(String otlp) {
        return ConfigFactory.parseString("ovation.otlp { " + otlp + " }").withFallback(ConfigFactory.load());
    }
}
