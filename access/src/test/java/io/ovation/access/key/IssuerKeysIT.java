package io.ovation.access.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerKeysIT {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofNanos(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Issuer FIRST = Issuer.ed25519("first");
    private static final Issuer SECOND = Issuer.ed25519("second");

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration LONGEST_KEPT = Duration.ofHours(24);
    private static final KeptKeys NOT_KEPT = new KeptKeys(Path.of("nowhere"), Duration.ZERO, InstantSource.system());

    private final KeyServer server = KeyServer.start(Issuer.keySet(FIRST));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keys_areReadAtTheStart() {
        try (IssuerKeys keys = IssuerKeys.at(server.url(), times(LONG, LONG), NOT_KEPT)) {
            assertThat(has(await(keys.newer()), "first")).isTrue();
            assertThat(has(keys.current(), "first")).isTrue();
        }
    }

    @Test
    void keys_areReplacedByThoseThatAreServed() {
        try (IssuerKeys keys = IssuerKeys.at(server.url(), times(LONG, SHORT), NOT_KEPT)) {
            KeySet first = await(keys.newer());
            assertThat(await(keys.newer())).as("the same keys").isSameAs(first);

            server.serve(200, Issuer.keySet(FIRST, SECOND));
            KeySet both = await(keys.newer());
            assertThat(has(both, "first")).isTrue();
            assertThat(has(both, "second")).isTrue();

            server.serve(200, Issuer.keySet(SECOND));
            assertThat(has(await(keys.newer()), "first")).isFalse();
        }
    }

    @Test
    void keys_areReadAgainAndAgainInTheBackground() {
        try (IssuerKeys keys = IssuerKeys.at(server.url(), times(Duration.ofMillis(20), LONG), NOT_KEPT)) {
            await(keys.newer());
            server.serve(200, Issuer.keySet(SECOND));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!has(keys.current(), "second") && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(has(keys.current(), "second")).isTrue();
        }
    }

    @Test
    void unknownKeys_areNotAskedForTooOften() {
        try (IssuerKeys keys = IssuerKeys.at(server.url(), times(LONG, LONG), NOT_KEPT)) {
            for (int token = 0; token < 100; token++) {
                await(keys.newer());
            }
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, broken",
        "200, <html>sign in</html>",
        "200, {\"keys\":[]}",
        "302, ''",
        "204, ''",
    })
    void keys_surviveAnOutageOfTheIssuer(int status, String body) {
        try (IssuerKeys keys = IssuerKeys.at(server.url(), times(LONG, SHORT), NOT_KEPT)) {
            await(keys.newer());
            server.serve(status, body);
            assertThat(has(await(keys.newer()), "first")).isTrue();

            server.serve(200, Issuer.keySet(SECOND));
            assertThat(has(await(keys.newer()), "second")).isTrue();
        }
    }

    @Test
    void keys_surviveAnIssuerThatIsGone() {
        try (IssuerKeys keys = IssuerKeys.at(server.url(), times(LONG, SHORT), NOT_KEPT)) {
            await(keys.newer());
            int before = server.requests();
            server.close();
            assertThat(has(await(keys.newer()), "first")).isTrue();
            assertThat(server.requests()).isEqualTo(before);
        }
    }

    @Test
    void answer_thatIsTooLarge_isNotTaken() {
        server.serve(200, " ".repeat(KeySource.MOST_BYTES) + Issuer.keySet(FIRST));
        try (IssuerKeys keys = IssuerKeys.at(server.url(), times(LONG, LONG), NOT_KEPT)) {
            assertThat(await(keys.newer()).isEmpty()).isTrue();
        }
    }

    @Test
    void keys_thatWereNeverRead_areNone() {
        server.close();
        try (IssuerKeys keys = IssuerKeys.at(server.url(), times(LONG, LONG), NOT_KEPT)) {
            assertThat(await(keys.newer()).isEmpty()).isTrue();
        }
    }

    @Test
    void keys_areReadFromAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("jwks.json"), Issuer.keySet(FIRST));
        try (IssuerKeys keys = IssuerKeys.at(file.toString(), times(LONG, SHORT), NOT_KEPT)) {
            assertThat(has(await(keys.newer()), "first")).isTrue();

            Files.writeString(file, Issuer.keySet(SECOND));
            assertThat(has(await(keys.newer()), "second")).isTrue();

            Files.delete(file);
            assertThat(has(await(keys.newer()), "second")).isTrue();
        }
    }

    @Test
    void keys_areGoodForANodeThatStartsWhileTheIssuerIsAway(@TempDir Path directory) {
        String url = serveAndGoAway(directory);
        try (IssuerKeys next = IssuerKeys.at(url, times(LONG, LONG), kept(directory, NOW.plus(LONGEST_KEPT)))) {
            assertThat(has(await(next.newer()), "first")).isTrue();
        }
    }

    @Test
    void keysThatWereServedTooLongAgo_areNotGood(@TempDir Path directory) {
        String url = serveAndGoAway(directory);
        for (Instant now : List.of(NOW.plus(LONGEST_KEPT).plusMillis(1), NOW.minus(Duration.ofHours(1)))) {
            try (IssuerKeys next = IssuerKeys.at(url, times(LONG, LONG), kept(directory, now))) {
                assertThat(await(next.newer()).isEmpty()).as("at %s", now).isTrue();
            }
        }
    }

    @Test
    void keysOfAnotherIssuer_areNotGood(@TempDir Path directory) {
        String url = serveAndGoAway(directory);
        try (IssuerKeys next = IssuerKeys.at(url + "/other", times(LONG, LONG), kept(directory, NOW))) {
            assertThat(await(next.newer()).isEmpty()).isTrue();
        }
    }

    @Test
    void keysThatAreServed_takeThePlaceOfThoseThatWereKept(@TempDir Path directory) {
        String url = server.url();
        try (IssuerKeys keys = IssuerKeys.at(url, times(LONG, LONG), kept(directory, NOW))) {
            await(keys.newer());
        }
        server.serve(200, Issuer.keySet(SECOND));
        try (IssuerKeys next = IssuerKeys.at(url, times(LONG, LONG), kept(directory, NOW))) {
            KeySet served = await(next.newer());
            assertThat(has(served, "first")).isFalse();
            assertThat(has(served, "second")).isTrue();
        }
        server.close();
        try (IssuerKeys last = IssuerKeys.at(url, times(LONG, LONG), kept(directory, NOW))) {
            assertThat(has(await(last.newer()), "second")).isTrue();
        }
    }

    @Test
    void whatIsNotPublic_isNotKept(@TempDir Path directory) throws Exception {
        RSAKey secret = new RSAKeyGenerator(2048).keyID("shown").generate();
        server.serve(
                200,
                Issuer.keySet(Stream.of(
                        FIRST.publicKey().toJSONString(),
                        "{\"kty\":\"oct\",\"k\":\"c2hhcmVk\"}",
                        secret.toJSONString())));
        serveAndGoAway(directory);

        String file = Files.readString(directory.resolve("issuer-keys.json"));
        assertThat(file)
                .contains("\"first\"", "\"shown\"")
                .doesNotContain(
                        "\"oct\"",
                        "c2hhcmVk",
                        "\"d\"",
                        secret.getPrivateExponent().toString());
        assertThat(directory.toFile().list()).as("nothing beside it").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"keys\":[]}", "[]"})
    void fileThatIsBroken_isNotUsed(String text, @TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("issuer-keys.json"), text);
        try (IssuerKeys keys = IssuerKeys.at(server.url(), times(LONG, LONG), kept(directory, NOW))) {
            assertThat(has(await(keys.newer()), "first")).isTrue();
        }
        assertThat(Files.readString(directory.resolve("issuer-keys.json"))).contains("\"first\"");
    }

    @Test
    void keysThatCannotBeKept_areGoodAllTheSame(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        try (IssuerKeys keys = IssuerKeys.at(server.url(), times(LONG, LONG), kept(file.resolve("in-it"), NOW))) {
            assertThat(has(await(keys.newer()), "first")).isTrue();
        }
    }

    /** @return where the keys were that are kept now */
    private String serveAndGoAway(Path directory) {
        String url = server.url();
        try (IssuerKeys keys = IssuerKeys.at(url, times(LONG, LONG), kept(directory, NOW))) {
            await(keys.newer());
        }
        server.close();
        return url;
    }

    private static KeptKeys kept(Path directory, Instant now) {
        return new KeptKeys(directory.resolve("issuer-keys.json"), LONGEST_KEPT, InstantSource.fixed(now));
    }

    private static KeyTimes times(Duration period, Duration between) {
        return new KeyTimes(period, between, PATIENCE, PATIENCE);
    }

    private static boolean has(KeySet keys, String id) {
        return keys.has(Algorithm.EDDSA, Optional.of(id));
    }

    private static KeySet await(CompletionStage<KeySet> keys) {
        return keys.toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
