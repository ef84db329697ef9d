package io.ovation.access;

import com.typesafe.config.Config;
import io.ovation.access.rights.TopicPattern;
import io.ovation.access.token.TokenSettings;
import io.ovation.common.http.AllowedOrigins;
import io.ovation.common.limit.Rate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what.
 *
 * @param said what was said of the mode; nothing leaves it to the keys that there are, and to where the node listens
 * @param anonymousRead what may be read without a token
 * @param presenceForAll whether whoever has a token may see everybody's presence
 * @param allowedOrigins whose pages may use the visitor's cookie beside the own
 * @param requestsPerMember with whatever tokens
 * @param requestsPerKey of services, which speak for many members
 */
public record AccessSettings(
        Optional<AccessMode> said,
        List<TopicPattern> anonymousRead,
        boolean presenceForAll,
        Set<String> allowedOrigins,
        TokenSettings tokens,
        Rate requestsPerMember,
        Rate requestsPerKey) {

    private static final String KEY = "ovation.access.";
    private static final String ORIGINS = "ovation.allowed-origins";
    private static final String VIDEOS = "video:";

    public AccessSettings {
        anonymousRead = List.copyOf(anonymousRead);
        allowedOrigins = Set.copyOf(allowedOrigins);
        if (anonymousRead.stream().anyMatch(pattern -> !pattern.toString().startsWith(VIDEOS))) {
            throw new IllegalArgumentException(KEY + "anonymous-read must have patterns of videos alone, as video:*:"
                    + " conversations and presence are nobody else's business");
        }
        if (said.equals(Optional.of(AccessMode.CLOSED)) && !tokens.haveKeys()) {
            throw new IllegalArgumentException(KEY + "mode is closed, and nothing says which tokens are good: set "
                    + KEY + "jwt.secret or " + KEY + "jwt.jwks");
        }
    }

    public static AccessSettings from(Config config) {
        return new AccessSettings(
                mode(config.getString(KEY + "mode")),
                patterns(config.getStringList(KEY + "anonymous-read")),
                presenceForAll(config.getString(KEY + "presence")),
                AllowedOrigins.parse(ORIGINS, config.getString(ORIGINS)).named(),
                TokenSettings.from(config),
                rate(config, KEY + "limits.requests-per-member"),
                rate(config, KEY + "limits.requests-per-key"));
    }

    private static Rate rate(Config config, String key) {
        return Rate.require(key, config.getInt(key + ".per-second"), config.getInt(key + ".burst"));
    }

    /** Whoever has set keys wants them to be used. */
    public AccessMode mode() {
        return said.orElse(tokens.haveKeys() ? AccessMode.CLOSED : AccessMode.OPEN);
    }

    /**
     * @param everywhere whether others than those on this machine can reach the node
     * @throws IllegalArgumentException if it would be open to them, and nobody has said that it is to be
     */
    public void requireSaid(boolean everywhere) {
        if (everywhere && said.isEmpty() && mode() == AccessMode.OPEN) {
            throw new IllegalArgumentException("ovation.bind-host lets others than this machine reach viewers or"
                    + " publishers, and anybody could read and publish: set ovation.access.jwt.secret or"
                    + " ovation.access.jwt.jwks to close them, or " + KEY + "mode to open if that is meant");
        }
    }

    private static Optional<AccessMode> mode(String label) {
        if (label.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(AccessMode.values())
                .filter(mode -> mode.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(KEY + "mode must be open or closed, not '" + label + "'")));
    }

    private static List<TopicPattern> patterns(List<String> texts) {
        return texts.stream().map(AccessSettings::pattern).toList();
    }

    private static TopicPattern pattern(String text) {
        try {
            return TopicPattern.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(KEY + "anonymous-read: " + e.getMessage(), e);
        }
    }

    private static boolean presenceForAll(String who) {
        return switch (who) {
            case "listed" -> false;
            case "members" -> true;
            default ->
                throw new IllegalArgumentException(KEY + "presence must be listed or members, not '" + who + "'");
        };
    }
}
