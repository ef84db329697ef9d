package io.ovation.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpSettingsTest {

    @Test
    void shippedSettings_sendNothing() {
        OtlpSettings settings = with("");

        assertThat(settings.metrics()).isEmpty();
        assertThat(settings.traces()).isEmpty();
        assertThat(settings.metricsInterval()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void headers_goWithBoth_andTheResourceSaysWhichNode() {
        OtlpSettings settings = with("headers { Authorization = \"Bearer secret\" }, service-name = live,"
                + " traces.endpoint = \"https://collector/v1/traces\"");

        assertThat(settings.traces()).contains("https://collector/v1/traces");
        assertThat(settings.headers()).containsExactly(Map.entry("Authorization", "Bearer secret"));
        assertThat(settings.resource("host:1", "west"))
                .containsOnly(
                        Map.entry("service.name", "live"),
                        Map.entry("service.instance.id", "host:1"),
                        Map.entry("ovation.data_centre", "west"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metrics.endpoint = \"collector:4318\" | ovation.otlp.metrics.endpoint must be a URL as"
                        + " http://collector:4318/v1/metrics, not collector:4318",
                "traces.endpoint = \"collector\" | ovation.otlp.traces.endpoint must be a URL as"
                        + " http://collector:4318/v1/traces, not collector",
                "traces.endpoint = \"http://a b\" | ovation.otlp.traces.endpoint must be a URL as"
                        + " http://collector:4318/v1/traces, not http://a b",
                "metrics.interval = 999 ms | ovation.otlp.metrics.interval must be at least 1 s, not PT0.999S",
                "traces.waiting-spans = 0 | ovation.otlp.traces.waiting-spans must be from 1 to 1000000, not 0",
                "service-name = \" \" | ovation.otlp.service-name must not be empty"
            })
    void settingThatCannotBe_isRefusedByItsKey(String setting, String reason) {
        assertThatThrownBy(() -> with(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    private static OtlpSettings with(String setting) {
        return OtlpSettings.from(
                ConfigFactory.parseString("ovation.otlp { " + setting + " }").withFallback(ConfigFactory.load()));
    }
}
