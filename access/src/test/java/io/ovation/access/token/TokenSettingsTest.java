package io.ovation.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.ovation.common.settings.Secret;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSettingsTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @Test
    void settings_areNoneByDefault() {
        TokenSettings settings = TokenSettings.from(ConfigFactory.load());
        assertThat(settings.haveKeys()).isFalse();
        assertThat(settings.issuer()).isEmpty();
        assertThat(settings.audience()).isEmpty();
        assertThat(settings.memberClaim()).isEqualTo("sub");
    }

    @Test
    void secrets_areSeparatedByCommasOrLines() {
        String other = SECRET.toUpperCase(Locale.ROOT);
        for (String text :
                new String[] {SECRET + "," + other, SECRET + "\n" + other + "\r\n", " " + SECRET + " ,," + other}) {
            assertThat(with("secret", text).secrets())
                    .extracting(Secret::reveal)
                    .containsExactly(SECRET, other);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "0123456789abcdef0123456789abcde", "0123456789abcdef0123456789abcdef,short"})
    void secret_thatIsTooShort_isRefusedAndNotShown(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with("secret", text))
                .withMessageContaining("ovation.access.jwt.secret must be 32 bytes or longer")
                .withMessageNotContainingAny("short;", "0123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys.json",
                "/etc/ovation/jwks.json",
                "https://issuer.example/jwks",
                "http://localhost:8000/jwks",
                "http://127.0.0.1/jwks",
                "http://[::1]:9/jwks",
            })
    void keys_areInAFileOrAtAUrl(String where) {
        assertThat(with("jwks", where).keys()).contains(where);
        assertThat(with("jwks", where).haveKeys()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://issuer.example/jwks", "http://127.0.0.1.example/jwks", "http://localhost.example/", "https://",
                "https://user:pass@issuer.example/", "https:jwks", "HTTP://issuer.example/jwks", "https://a b/",
            })
    void keys_areNotTakenFromWhereTheyCanBeChanged(String where) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with("jwks", where))
                .withMessageContaining("ovation.access.jwt.jwks");
    }

    @ParameterizedTest
    @CsvSource({
        "leeway, -1 s",
        "leeway, 301 s",
        "max-bytes, 100",
        "max-bytes, 1 MiB",
        "member-claim, ''",
        "keys.period, 0 s",
        "keys.between, 0 s",
        "keys.longest-wait, 0 s",
        "keys.timeout, 0 s",
    })
    void setting_thatIsOutOfBounds_isRefused(String key, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(key, value))
                .withMessageContaining("ovation.access.jwt." + key);
    }

    @Test
    void settings_doNotShowSecrets() {
        assertThat(with("secret", SECRET).toString()).doesNotContain(SECRET);
    }

    private static TokenSettings with(String key, String value) {
        Config config =
                ConfigFactory.load().withValue("ovation.access.jwt." + key, ConfigValueFactory.fromAnyRef(value));
        return TokenSettings.from(config);
    }
}
