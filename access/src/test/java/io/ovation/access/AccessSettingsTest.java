package io.ovation.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessSettingsTest {

    private static final String SECRET = "jwt.secret = 0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        "mode = open, OPEN",
        "'', OPEN",
        SECRET + ", CLOSED",
        "jwt.jwks = keys.json, CLOSED",
        "'mode = closed, " + SECRET + "', CLOSED",
        "'mode = open, " + SECRET + "', OPEN",
    })
    void mode_isWhatWasSaid_elseWhatTheKeysSay(String settings, AccessMode mode) {
        assertThat(from(settings).mode()).isEqualTo(mode);
    }

    @Test
    void closed_needsKeys() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from("mode = closed"))
                .withMessageContainingAll(
                        "ovation.access.mode", "ovation.access.jwt.secret", "ovation.access.jwt.jwks");
    }

    @Test
    void open_toOthersThanThisMachine_mustBeSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from("").requireSaid(true))
                .withMessageContainingAll("ovation.bind-host", "ovation.access.mode", "ovation.access.jwt.secret");
        assertThatCode(() -> from("").requireSaid(false)).doesNotThrowAnyException();
        assertThatCode(() -> from("mode = open").requireSaid(true)).doesNotThrowAnyException();
        assertThatCode(() -> from(SECRET).requireSaid(true)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "mode = ajar, ovation.access.mode",
        "mode = OPEN, ovation.access.mode",
        "presence = everybody, ovation.access.presence",
        "'anonymous-read = [\"*\"]', ovation.access.anonymous-read",
        "'anonymous-read = [\"vid*\"]', ovation.access.anonymous-read",
        "'anonymous-read = [\"conversation:a\"]', ovation.access.anonymous-read",
        "'anonymous-read = [\"presence:*\"]', ovation.access.anonymous-read",
        "'anonymous-read = [\"videos\"]', ovation.access.anonymous-read",
        "limits.requests-per-member.per-second = 0, ovation.access.limits.requests-per-member.per-second",
        "limits.requests-per-key.burst = 1000001, ovation.access.limits.requests-per-key.burst",
    })
    void setting_thatIsWrong_isRefused(String setting, String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> from(setting)).withMessageContaining(key);
    }

    @Test
    void origins_areThoseOfThePorts() {
        assertThat(AccessSettings.from(ConfigFactory.parseString(
                                        "ovation.allowed-origins = \"https://a.example, http://b.example:8080\"")
                                .withFallback(ConfigFactory.load()))
                        .allowedOrigins())
                .containsExactlyInAnyOrder("https://a.example", "http://b.example:8080");
        assertThat(from("").allowedOrigins()).isEmpty();
    }

    private static AccessSettings from(String settings) {
        return AccessSettings.from(
                ConfigFactory.parseString("ovation.access { " + settings + " }").withFallback(ConfigFactory.load()));
    }
}
