package io.ovation.access.token;

import com.typesafe.config.Config;
import io.ovation.access.key.KeptKeys;
import io.ovation.access.key.KeyTimes;
import io.ovation.access.key.SharedSecrets;
import io.ovation.common.settings.Require;
import io.ovation.common.settings.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which tokens are taken.
 *
 * @param secrets of tokens signed with HS256; each is good
 * @param keys where the public keys of the issuer are: a file, or a URL
 * @param issuer what {@code iss} must be, if anything
 * @param audience what {@code aud} must have; without it a token that has an audience is for somebody else
 * @param memberClaim the claim that says who the member is
 * @param leeway how far the issuer's clock may be from this one
 * @param mostBytes the longest token
 * @param cacheBytes what is kept of tokens that were verified
 * @param keyTimes when the issuer's keys are read
 * @param keptKeys where they are kept for the next start
 */
public record TokenSettings(
        List<Secret> secrets,
        Optional<String> keys,
        Optional<String> issuer,
        Optional<String> audience,
        String memberClaim,
        Duration leeway,
        int mostBytes,
        long cacheBytes,
        KeyTimes keyTimes,
        KeptKeys keptKeys) {

    private static final String KEY = "ovation.access.jwt.";
    private static final Duration MOST_LEEWAY = Duration.ofMinutes(5);

    public TokenSettings {
        secrets = List.copyOf(secrets);
        for (Secret secret : secrets) {
            if (secret.bytes().length < SharedSecrets.LEAST_BYTES) {
                throw new IllegalArgumentException(KEY + "secret must be " + SharedSecrets.LEAST_BYTES
                        + " bytes or longer, each of them if there are several, separated by commas; one has "
                        + secret.bytes().length);
            }
        }
        keys.ifPresent(TokenSettings::requireReachableSafely);
        Require.notBlank(KEY + "member-claim", memberClaim);
        if (leeway.isNegative() || leeway.compareTo(MOST_LEEWAY) > 0) {
            throw new IllegalArgumentException(KEY + "leeway must be from 0 to 5 minutes, not " + leeway);
        }
        Require.between(KEY + "max-bytes", mostBytes, 256, 16 * 1024);
    }

    public static TokenSettings from(Config config) {
        return new TokenSettings(
                secrets(config.getString(KEY + "secret")),
                some(config, "jwks"),
                some(config, "issuer"),
                some(config, "audience"),
                config.getString(KEY + "member-claim"),
                config.getDuration(KEY + "leeway"),
                Math.toIntExact(config.getBytes(KEY + "max-bytes")),
                config.getBytes(KEY + "cache"),
                new KeyTimes(
                        config.getDuration(KEY + "keys.period"),
                        config.getDuration(KEY + "keys.between"),
                        config.getDuration(KEY + "keys.longest-wait"),
                        config.getDuration(KEY + "keys.timeout")),
                new KeptKeys(
                        Path.of(config.getString("ovation.data-dir"), "issuer-keys.json"),
                        config.getDuration(KEY + "keys.longest-kept"),
                        InstantSource.system()));
    }

    /** Whether any token can be taken at all. */
    public boolean haveKeys() {
        return !secrets.isEmpty() || keys.isPresent();
    }

    /** Separated by commas or by lines, as files have them. */
    private static List<Secret> secrets(String text) {
        return Arrays.stream(text.split("[,\\r\\n]"))
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .map(Secret::new)
                .toList();
    }

    private static Optional<String> some(Config config, String name) {
        return Optional.of(config.getString(KEY + name)).filter(text -> !text.isBlank());
    }

    /** Whoever can change the answer on its way can make tokens. */
    private static void requireReachableSafely(String where) {
        String lowerCase = where.toLowerCase(Locale.ROOT);
        if (!lowerCase.startsWith("http:") && !lowerCase.startsWith("https:")) {
            return;
        }
        URI url = url(where);
        if (lowerCase.startsWith("http:") && !isLoopback(url.getHost())) {
            throw new IllegalArgumentException(KEY + "jwks must be a file or an https:// URL; http:// is for loopback"
                    + " alone, as whoever can change the answer on its way can make tokens");
        }
    }

    private static URI url(String where) {
        try {
            URI url = URI.create(where);
            if (url.getHost() != null && url.getUserInfo() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Neither is what it should be.
        }
        throw new IllegalArgumentException(KEY + "jwks must be a file or an https:// URL with a host and no password");
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
