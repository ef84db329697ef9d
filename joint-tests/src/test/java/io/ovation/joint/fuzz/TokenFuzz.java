package io.ovation.joint.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.access.key.KeptKeys;
import io.ovation.access.key.KeyTimes;
import io.ovation.access.key.SharedSecrets;
import io.ovation.access.rights.Caller;
import io.ovation.access.rights.Rights;
import io.ovation.access.rights.Role;
import io.ovation.access.rights.TopicPattern;
import io.ovation.access.token.TokenMaker;
import io.ovation.access.token.TokenRefused;
import io.ovation.access.token.TokenSettings;
import io.ovation.access.token.TokenVerifier;
import io.ovation.common.http.Json;
import io.ovation.common.settings.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Tokens: of strangers, which are refused; altered ones, which are, too; and whatever an issuer may have signed, which is
 * taken only for what it says.
 */
public final class TokenFuzz {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration LEEWAY = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String ISSUER = "https://issuer.test";
    private static final Secret SECRET = new Secret("a secret of more than thirty-two bytes");
    private static final byte[] HEADER = "{\"alg\":\"HS256\"}".getBytes(US_ASCII);
    private static final int LONGEST_HEADER = 100;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private static final TokenVerifier VERIFIER = new TokenVerifier(
            new TokenSettings(
                    List.of(SECRET),
                    Optional.empty(),
                    Optional.of(ISSUER),
                    Optional.empty(),
                    "sub",
                    LEEWAY,
                    8 * 1024,
                    1_000_000,
                    new KeyTimes(MINUTE, MINUTE, MINUTE, MINUTE),
                    new KeptKeys(Path.of("nowhere"), Duration.ZERO, InstantSource.fixed(NOW))),
            Optional.empty(),
            List.of(),
            Runnable::run,
            InstantSource.fixed(NOW));

    private static final List<TopicPattern> PATTERNS = List.of(TopicPattern.parse("video:*"));
    private static final String GOOD = new TokenMaker(SECRET, Optional.of(ISSUER), Optional.empty())
            .make("ada", new Rights(PATTERNS, PATTERNS, Role.MODERATOR), NOW, MINUTE);

    private TokenFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        switch (data.consumeInt(0, 3)) {
            case 0 -> stranger(data.consumeRemainingAsString());
            case 1 -> altered(data);
            case 2 -> signed(data.consumeBytes(LONGEST_HEADER), data.consumeRemainingAsBytes());
            default -> signed(HEADER, data.consumeRemainingAsBytes());
        }
    }

    private static void stranger(String token) {
        Refusals.require(present(token).isEmpty() || token.equals(GOOD), "a stranger's token is taken: " + token);
    }

    private static void altered(FuzzedDataProvider data) {
        int from = data.consumeInt(0, GOOD.length());
        int to = data.consumeInt(from, Math.min(GOOD.length(), from + 4));
        stranger(GOOD.substring(0, from) + data.consumeAsciiString(4) + GOOD.substring(to));
    }

    private static void signed(byte[] header, byte[] claims) {
        String content = BASE64URL.encodeToString(header) + '.' + BASE64URL.encodeToString(claims);
        String token = content + '.' + SharedSecrets.sign(SECRET, content.getBytes(US_ASCII));
        Optional<Caller> caller = present(token);
        Refusals.require(caller.equals(present(token)), "judged differently when it is presented again: " + token);
        caller.ifPresent(known -> check(known, Json.read(header), Json.read(claims)));
    }

    private static void check(Caller caller, JsonNode header, JsonNode claims) {
        Refusals.require(header.path("alg").asText().equals("HS256") && !header.has("crit"), header);
        Refusals.require(millis(claims, "exp") > NOW.minus(LEEWAY).toEpochMilli(), claims);
        Refusals.require(millis(claims, "nbf") <= NOW.plus(LEEWAY).toEpochMilli(), claims);
        Refusals.require(claims.path("iss").asText().equals(ISSUER) && !claims.has("aud"), claims);
        String member = caller.member().orElseThrow();
        Refusals.require(member.matches("[A-Za-z0-9._~-]{1,128}") && !member.matches("\\.{1,2}"), member);
        Refusals.require(member.equals(claims.path("sub").asText()) || member.contains("~"), claims);
        JsonNode own = claims.path("ovation");
        Refusals.require(texts(caller.rights().read()).equals(texts(own.path("read"))), claims);
        Refusals.require(texts(caller.rights().write()).equals(texts(own.path("write"))), claims);
        Refusals.require(caller.rights().role().label().equals(own.path("role").asText("viewer")), claims);
    }

    private static long millis(JsonNode claims, String name) {
        return (long) (claims.path(name).asDouble() * 1000);
    }

    private static List<String> texts(List<TopicPattern> patterns) {
        return patterns.stream().map(TopicPattern::toString).toList();
    }

    private static List<String> texts(JsonNode patterns) {
        return patterns.valueStream().map(JsonNode::asText).toList();
    }

    /** @return empty if it is refused as it should be */
    private static Optional<Caller> present(String token) {
        CompletableFuture<Caller> told = VERIFIER.verify(token).toCompletableFuture();
        Refusals.require(told.isDone(), "what needs no public key is told at once");
        try {
            return Optional.of(told.join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof TokenRefused) {
                return Optional.empty();
            }
            throw new AssertionError(token, e);
        }
    }
}
