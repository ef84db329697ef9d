package io.ovation.access.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.jwk.JWK;
import io.ovation.common.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetTest {

    private static final Issuer RSA = Issuer.rsa("r");
    private static final Issuer EC = Issuer.ec("e");
    private static final Issuer EDWARDS = Issuer.ed25519("d");

    @Test
    void keys_areEachForTheirAlgorithmAlone() {
        KeySet keys = parse(Issuer.keySet(RSA, EC, EDWARDS));
        assertThat(keys.has(Algorithm.RS256, Optional.of("r"))).isTrue();
        assertThat(keys.has(Algorithm.ES256, Optional.of("e"))).isTrue();
        assertThat(keys.has(Algorithm.EDDSA, Optional.of("d"))).isTrue();
        assertThat(keys.has(Algorithm.ED25519, Optional.of("d"))).isTrue();
        assertThat(keys.has(Algorithm.ES256, Optional.of("r"))).isFalse();
        assertThat(keys.has(Algorithm.RS256, Optional.of("e"))).isFalse();
        assertThat(keys.has(Algorithm.HS256, Optional.of("r"))).isFalse();
        assertThat(keys.has(Algorithm.HS256, Optional.empty())).isFalse();
        assertThat(keys.has(Algorithm.RS256, Optional.of("x"))).isFalse();
        assertThat(keys.has(Algorithm.RS256, Optional.empty())).isTrue();
    }

    static Stream<String> useless() {
        return Stream.of(
                Issuer.rsa("weak", 1024).publicKey().toJSONString(),
                with(RSA.publicKey(), "use", "enc"),
                with(RSA.publicKey(), "key_ops", List.of("encrypt")),
                with(RSA.publicKey(), "alg", "RS512"),
                with(RSA.publicKey(), "alg", "ES256"),
                with(RSA.publicKey(), "alg", "HS256"),
                with(EC.publicKey(), "alg", "RS256"),
                with(EC.publicKey(), "x", "AAAA"),
                with(EDWARDS.publicKey(), "crv", "X25519"),
                with(EDWARDS.publicKey(), "x", "AAAA"),
                "{\"kty\":\"oct\",\"k\":\"" + "A".repeat(43) + "\",\"kid\":\"o\"}",
                "{\"kty\":\"new\",\"kid\":\"n\"}",
                "{\"kid\":\"nothing\"}",
                "\"text\"",
                "7");
    }

    @ParameterizedTest
    @MethodSource("useless")
    void key_thatIsOfNoUse_isLeftOut(String useless) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(Issuer.keySet(Stream.of(useless))));
        KeySet keys = parse(Issuer.keySet(
                Stream.of(useless, Issuer.ed25519("good").publicKey().toJSONString())));
        assertThat(keys.has(Algorithm.EDDSA, Optional.of("good"))).isTrue();
        assertThat(keys.has(Algorithm.RS256, Optional.empty())).isFalse();
        assertThat(keys.has(Algorithm.ES256, Optional.empty())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":[]}",
                "{\"keys\":null}",
                "<html>",
                "{\"keys\":[],\"keys\":[]}"
            })
    void text_thatIsNoKeySet_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(text));
    }

    @Test
    void keys_areNotTooMany() {
        String one = EDWARDS.publicKey().toJSONString();
        assertThat(parse(Issuer.keySet(IntStream.range(0, 32).mapToObj(at -> one)))
                        .isEmpty())
                .isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(Issuer.keySet(IntStream.range(0, 33).mapToObj(at -> one))));
    }

    private static String with(JWK key, String name, Object value) {
        Map<String, Object> changed = key.toJSONObject();
        changed.put(name, value);
        return new String(Json.write(changed), StandardCharsets.UTF_8);
    }

    private static KeySet parse(String text) {
        return KeySet.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
