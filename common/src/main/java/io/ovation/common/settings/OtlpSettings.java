package io.ovation.common.settings;

import com.typesafe.config.Config;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where metrics and traces are sent by OTLP, the protocol of OpenTelemetry; each setting is explained in this module's
 * {@code reference.conf}.
 *
 * @param metrics as {@code http://collector:4318/v1/metrics}; empty if they are not
 * @param metricsInterval between two times
 * @param traces as {@code http://collector:4318/v1/traces}; empty if they are not
 * @param waitingSpans how many may wait for the collector
 * @param headers that go with both, for a collector that asks who sends
 * @param serviceName by which the collector knows all nodes
 * @param instanceId of this node
 * @param dataCentre that it is in
 */
public record OtlpSettings(
        Optional<String> metrics,
        Duration metricsInterval,
        Optional<String> traces,
        int waitingSpans,
        Map<String, String> headers,
        String serviceName,
        String instanceId,
        String dataCentre) {

    private static final String KEY = "ovation.otlp";
    private static final String METRICS = KEY + ".metrics.endpoint";
    private static final String TRACES = KEY + ".traces.endpoint";
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int MOST_SPANS = 1_000_000;

    public OtlpSettings {
        headers = Map.copyOf(headers);
        metrics.ifPresent(endpoint -> requireUrl(METRICS, endpoint, "metrics"));
        traces.ifPresent(endpoint -> requireUrl(TRACES, endpoint, "traces"));
        if (metricsInterval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(KEY + ".metrics.interval must be at least 1 s, not " + metricsInterval);
        }
        Require.between(KEY + ".traces.waiting-spans", waitingSpans, 1, MOST_SPANS);
        Require.notBlank(KEY + ".service-name", serviceName);
    }

    /** @param config of the whole system */
    public static OtlpSettings from(Config config) {
        Config otlp = config.getConfig(KEY);
        return new OtlpSettings(
                notEmpty(config.getString(METRICS)),
                otlp.getDuration("metrics.interval"),
                notEmpty(config.getString(TRACES)),
                otlp.getInt("traces.waiting-spans"),
                texts(otlp.getConfig("headers")),
                otlp.getString("service-name"),
                config.getString("akka.remote.artery.canonical.hostname")
                        + ':'
                        + config.getInt("akka.remote.artery.canonical.port"),
                config.getString("ovation.data-centre"));
    }

    /** What the collector is told of this node. */
    public Map<String, String> resource() {
        return resource(instanceId, dataCentre);
    }

    /** What the collector is told of any node of the cluster. */
    public Map<String, String> resource(String instance, String ofDataCentre) {
        return Map.of(
                "service.name", serviceName, "service.instance.id", instance, "ovation.data_centre", ofDataCentre);
    }

    private static Optional<String> notEmpty(String endpoint) {
        return Optional.of(endpoint).filter(text -> !text.isEmpty());
    }

    private static Map<String, String> texts(Config pairs) {
        return pairs.root().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, pair -> pair.getValue().unwrapped().toString()));
    }

    private static void requireUrl(String key, String endpoint, String signal) {
        if (!isHttp(endpoint)) {
            throw new IllegalArgumentException(
                    key + " must be a URL as http://collector:4318/v1/" + signal + ", not " + endpoint);
        }
    }

    private static boolean isHttp(String endpoint) {
        try {
            String scheme = URI.create(endpoint).getScheme();
            return "http".equals(scheme) || "https".equals(scheme);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
