package io.ovation.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.ovation.edge.limit.LimitSettings;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceSettingsTest {

    @Test
    void from_readsTheShippedSettings() {
        assertThat(with(""))
                .isEqualTo(new ServiceSettings(
                        ServiceSettings.loopsFor(Runtime.getRuntime().availableProcessors()),
                        new ConnectionSettings(
                                Duration.ofSeconds(15),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(75),
                                Duration.ofSeconds(20),
                                65_536,
                                65_536,
                                Optional.of(LimitSettings.from(ConfigFactory.load())),
                                Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 1", "5, 2", "64, 2"})
    void loops_areFew(int processors, int loops) {
        assertThat(ServiceSettings.loopsFor(processors)).isEqualTo(loops);
    }

    @ParameterizedTest
    @CsvSource({
        "service-loops, -1",
        "request-timeout, 0 s",
        "answer-timeout, 0 s",
        "idle-timeout, 0 s",
        "vanished, 0 s",
        "max-pending-bytes, 0",
        "send-buffer-bytes, 0"
    })
    void from_namesTheKeyOfAWrongValue(String key, String value) {
        assertThatThrownBy(() -> with("ovation.edge." + key + " = \"" + value + '"'))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ovation.edge." + key + " must ");
    }

    @Test
    void proxyProtocol_needsProxiesThatAreBelieved() {
        assertThatThrownBy(() -> with("ovation.edge.proxy-protocol = on"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ovation.edge.proxy-protocol is on, and nobody is believed: name the proxies in"
                        + " ovation.edge.trusted-proxies");
        assertThat(with("ovation.edge { proxy-protocol = on, trusted-proxies = \"10.0.0.0/8\" }")
                        .connections()
                        .limits()
                        .orElseThrow()
                        .proxyProtocol())
                .isTrue();
    }

    private static ServiceSettings with(String changes) {
        return ServiceSettings.from(ConfigFactory.parseString(changes).withFallback(ConfigFactory.load()));
    }
}
