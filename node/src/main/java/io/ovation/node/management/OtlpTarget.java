package io.ovation.node.management;

import io.micrometer.registry.otlp.OtlpConfig;
import io.ovation.common.settings.OtlpSettings;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A collector of OpenTelemetry, as Micrometer wants it described. */
record OtlpTarget(OtlpSettings settings) implements OtlpConfig {

    /** Nothing from elsewhere: settings have said it all. */
    @Override
    public @Nullable String get(String key) {
        return null;
    }

    @Override
    public String url() {
        return settings.metrics().orElseThrow();
    }

    @Override
    public Duration step() {
        return settings.metricsInterval();
    }

    @Override
    public Map<String, String> headers() {
        return settings.headers();
    }

    @Override
    public Map<String, String> resourceAttributes() {
        return settings.resource();
    }
}
