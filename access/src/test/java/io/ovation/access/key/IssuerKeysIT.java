package io.ovation.access.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuerKeysIT {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofNanos(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Issuer FIRST = Issuer.ed25519("first");
    private static final Issuer SECOND = Issuer.ed25519("second");

    private final KeyServer server = KeyServer.start(Issuer.keySet(FIRST));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keys_areReadAtTheStart() {
        try (IssuerKeys keys = IssuerKeys.at(server.url(), times(LONG, LONG))) {
            assertThat(has(await(keys.newer()), "first")).isTrue();
            assertThat(has(keys.current(), "first")).isTrue();
        }
    }

    @Test
    void keys_areReplacedByThoseThatAreServed() {
        try (IssuerKeys keys = IssuerKeys.at(server.url(), times(LONG, SHORT))) {
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
        try (IssuerKeys keys = IssuerKeys.at(server.url(), times(Duration.ofMillis(20), LONG))) {
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
        try (IssuerKeys keys = IssuerKeys.at(server.url(), times(LONG, LONG))) {
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
        try (IssuerKeys keys = IssuerKeys.at(server.url(), times(LONG, SHORT))) {
            await(keys.newer());
            server.serve(status, body);
            assertThat(has(await(keys.newer()), "first")).isTrue();

            server.serve(200, Issuer.keySet(SECOND));
            assertThat(has(await(keys.newer()), "second")).isTrue();
        }
    }

    @Test
    void keys_surviveAnIssuerThatIsGone() {
        try (IssuerKeys keys = IssuerKeys.at(server.url(), times(LONG, SHORT))) {
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
        try (IssuerKeys keys = IssuerKeys.at(server.url(), times(LONG, LONG))) {
            assertThat(await(keys.newer()).isEmpty()).isTrue();
        }
    }

    @Test
    void keys_thatWereNeverRead_areNone() {
        server.close();
        try (IssuerKeys keys = IssuerKeys.at(server.url(), times(LONG, LONG))) {
            assertThat(await(keys.newer()).isEmpty()).isTrue();
        }
    }

    @Test
    void keys_areReadFromAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("jwks.json"), Issuer.keySet(FIRST));
        try (IssuerKeys keys = IssuerKeys.at(file.toString(), times(LONG, SHORT))) {
            assertThat(has(await(keys.newer()), "first")).isTrue();

            Files.writeString(file, Issuer.keySet(SECOND));
            assertThat(has(await(keys.newer()), "second")).isTrue();

            Files.delete(file);
            assertThat(has(await(keys.newer()), "second")).isTrue();
        }
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
