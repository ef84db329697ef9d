package io.ovation.access.token;

import io.ovation.access.key.Issuer;
import io.ovation.access.key.KeptKeys;
import io.ovation.access.key.KeyTimes;
import io.ovation.access.key.SharedSecrets;
import io.ovation.common.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Tokens as they are, and settings that take them. */
final class TestTokens {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final Secret SECRET = new Secret("0123456789abcdef0123456789abcdef");
    static final Secret OLDER_SECRET = new Secret("fedcba9876543210fedcba9876543210");

    static final String HS256 = "{'alg':'HS256','typ':'JWT'}";
    static final String RIGHTS = "{'read':['video:*'],'write':['video:1'],'role':'moderator'}";

    private TestTokens() {}

    static TokenSettings settings() {
        return settings(List.of(SECRET, OLDER_SECRET), Optional.empty());
    }

    static TokenSettings settings(List<Secret> secrets, Optional<String> keys) {
        return settings(secrets, keys, Optional.of("issuer"), Optional.of("ovation"));
    }

    static TokenSettings settings(
            List<Secret> secrets, Optional<String> keys, Optional<String> issuer, Optional<String> audience) {
        Duration longest = Duration.ofSeconds(20);
        return new TokenSettings(
                secrets,
                keys,
                issuer,
                audience,
                "sub",
                Duration.ofSeconds(5),
                8192,
                1_000_000,
                new KeyTimes(Duration.ofHours(1), Duration.ofNanos(1), longest, longest),
                new KeptKeys(Path.of("nowhere"), Duration.ZERO, InstantSource.system()));
    }

    /** All that a token should say; what is given comes first and replaces what it names. */
    static String claims(String... own) {
        String given = String.join(",", own);
        StringBuilder claims = new StringBuilder("{").append(given);
        addUnlessGiven(claims, given, "'sub'", "'ann'");
        addUnlessGiven(claims, given, "'exp'", Long.toString(NOW.getEpochSecond() + 60));
        addUnlessGiven(claims, given, "'iss'", "'issuer'");
        addUnlessGiven(claims, given, "'aud'", "'ovation'");
        addUnlessGiven(claims, given, "'ovation'", RIGHTS);
        return claims.append('}').toString();
    }

    static String claimsWithout(String name) {
        return claims("'without'" + ":" + name)
                .replaceAll("'without':" + name + ",?", "")
                .replaceAll(name + ":(\\{.*?}|'[^']*'|[0-9]+),?", "")
                .replace(",}", "}");
    }

    private static void addUnlessGiven(StringBuilder claims, String given, String name, String value) {
        if (!given.contains(name + ":")) {
            claims.append(claims.length() > 1 ? "," : "")
                    .append(name)
                    .append(':')
                    .append(value);
        }
    }

    /** Quotation marks may be single ones. */
    static String hmac(Secret secret, String header, String claims) {
        String content = Issuer.encode(json(header)) + '.' + Issuer.encode(json(claims));
        return content + '.' + SharedSecrets.sign(secret, content.getBytes(StandardCharsets.US_ASCII));
    }

    static String hmac(String claims) {
        return hmac(SECRET, HS256, claims);
    }

    static String json(String text) {
        return text.replace('\'', '"');
    }
}
