package io.ovation.node.management;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovation.common.settings.Secret;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementTokenTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final ManagementToken token = new ManagementToken(new Secret(TOKEN));

    @ParameterizedTest
    @ValueSource(strings = {"Bearer " + TOKEN, "bearer " + TOKEN, "BEARER   " + TOKEN})
    void token_isShownAsABearerToken(String authorization) {
        assertThat(token.isShownIn(List.of(authorization))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator:" + TOKEN, ":" + TOKEN, "ö:" + TOKEN})
    void token_isShownAsThePasswordOfAnyUser(String credentials) {
        assertThat(token.isShownIn(List.of(basic(credentials)))).isTrue();
        assertThat(token.isShownIn(List.of(basic(credentials).replace("Basic", "bASIC"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer " + TOKEN + "0",
                "Bearer 0123456789abcdef0123456789abcde",
                "Bearer 0123456789abcdef0123456789abcdeF",
                "Bearer " + TOKEN + "," + TOKEN,
                TOKEN,
                "Digest " + TOKEN,
                "Basic " + TOKEN,
                "Basic ???"
            })
    void whatIsNotTheToken_isRefused(String authorization) {
        assertThat(token.isShownIn(List.of(authorization))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {TOKEN, TOKEN + ":", "operator:" + TOKEN + ":", "operator:x"})
    void passwordThatIsNotTheToken_isRefused(String credentials) {
        assertThat(token.isShownIn(List.of(basic(credentials)))).isFalse();
    }

    @Test
    void nothing_andTwoOfThem_areRefused() {
        assertThat(token.isShownIn(List.of())).isFalse();
        assertThat(token.isShownIn(List.of("Bearer " + TOKEN, "Bearer " + TOKEN)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "0123456789abcdef0123456789abcde", TOKEN + " ", TOKEN + ",b", TOKEN + "ö"})
    void tokenThatIsTooShort_orNoToken_isRefusedWithoutBeingShown(String wrong) {
        assertThatThrownBy(() -> new ManagementToken(new Secret(wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ovation.node.management-token must be 32 characters or more, of letters, digits and"
                        + " -._~+/=");
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }
}
