package io.ovation.systemtests.access;

import io.ovation.access.rights.Rights;
import io.ovation.access.rights.Role;
import io.ovation.access.rights.TopicPattern;
import io.ovation.access.token.TokenMaker;
import io.ovation.common.settings.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tokens, made as a site makes them, and the settings of nodes that take them. */
final class Tokens {

    static final String SECRET = "of-the-system-tests-0123456789abcdef";

    static final Map<String, String> CLOSED = Map.of("OVATION_ACCESS", "closed", "OVATION_JWT_SECRET", SECRET);

    private static final TokenMaker MAKER = new TokenMaker(new Secret(SECRET), Optional.empty(), Optional.empty());

    private Tokens() {}

    static String service() {
        return make("site", Role.SERVICE, "*", Duration.ofHours(1));
    }

    /** For all videos. */
    static String viewer(String member) {
        return viewer(member, Duration.ofHours(1));
    }

    static String viewer(String member, Duration lifetime) {
        return make(member, Role.VIEWER, "video:*", lifetime);
    }

    private static String make(String member, Role role, String pattern, Duration lifetime) {
        List<TopicPattern> topics = List.of(TopicPattern.parse(pattern));
        return MAKER.make(member, new Rights(topics, topics, role), Instant.now(), lifetime);
    }
}
