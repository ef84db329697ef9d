package io.ovation.node.management;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where metrics are sent by OTLP, the protocol of OpenTelemetry.
 *
 * @param endpoint as {@code http://collector:4318/v1/metrics}; empty if they are not
 * @param interval between two times
 * @param headers that go with them, for a collector that asks who sends
 * @param attributes of this node
 */
public record OtlpSettings(
        Optional<String> endpoint, Duration interval, Map<String, String> headers, Map<String, String> attributes) {

    private static final String KEY = "ovation.node.otlp";
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    public OtlpSettings {
        headers = Map.copyOf(headers);
        attributes = Map.copyOf(attributes);
        endpoint.ifPresent(OtlpSettings::requireUrl);
        if (interval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(KEY + ".interval must be at least 1 s, not " + interval);
        }
    }

    /** @param config of the whole system */
    public static OtlpSettings from(Config config) {
        Config otlp = config.getConfig(KEY);
        return new OtlpSettings(
                Optional.of(otlp.getString("endpoint")).filter(endpoint -> !endpoint.isEmpty()),
                otlp.getDuration("interval"),
                texts(otlp.getConfig("headers")),
                Map.of(
                        "service.name",
                        Require.notBlank(KEY + ".service-name", otlp.getString("service-name")),
                        "service.instance.id",
                        config.getString("akka.remote.artery.canonical.hostname")
                                + ':'
                                + config.getInt("akka.remote.artery.canonical.port"),
                        "ovation.data_centre",
                        config.getString("ovation.data-centre")));
    }

    private static Map<String, String> texts(Config pairs) {
        return pairs.root().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, pair -> pair.getValue().unwrapped().toString()));
    }

    private static void requireUrl(String endpoint) {
        String scheme = URI.create(endpoint).getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException(
                    KEY + ".endpoint must be a URL as http://collector:4318/v1/metrics, not " + endpoint);
        }
    }
}
