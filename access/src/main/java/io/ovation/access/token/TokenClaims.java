package io.ovation.access.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.access.rights.Caller;
import io.ovation.access.rights.MemberName;
import io.ovation.access.rights.Rights;
import io.ovation.access.rights.Role;
import io.ovation.access.rights.TopicPattern;
import io.ovation.access.token.TokenRefused.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges what a token says, once its signature is known to be good: RFC 7519, section 4.1, and our own claim. */
final class TokenClaims {

    private static final String OWN = "ovation";
    private static final int MOST_PATTERNS = 100;
    private static final int LONGEST_ID = 128;

    /** The year 9999. */
    private static final double LATEST = 253_402_300_799.0;

    private final TokenSettings settings;
    private final List<TopicPattern> readByAll;

    /** @param readByAll what everybody may read who has a token */
    TokenClaims(TokenSettings settings, List<TopicPattern> readByAll) {
        this.settings = settings;
        this.readByAll = readByAll;
    }

    /** @throws TokenRefused if it is not for now, not for us, or cannot be read */
    Caller judge(JsonNode claims, Instant now) {
        Instant expiry = requireTime(claims, now);
        requireIssuer(claims);
        requireAudience(claims);
        return new Caller(Optional.of(member(claims)), rights(claims), Optional.of(expiry), tokenId(claims));
    }

    private Instant requireTime(JsonNode claims, Instant now) {
        Instant expiry = time(claims, "exp").orElseThrow(() -> new TokenRefused(Reason.TIME));
        requireNotExpired(expiry, now);
        Instant latest = now.plus(settings.leeway());
        boolean early = time(claims, "nbf").filter(latest::isBefore).isPresent()
                || time(claims, "iat").filter(latest::isBefore).isPresent();
        if (early) {
            throw new TokenRefused(Reason.TIME);
        }
        return expiry;
    }

    void requireNotExpired(Instant expiry, Instant now) {
        if (!now.isBefore(expiry.plus(settings.leeway()))) {
            throw new TokenRefused(Reason.EXPIRED);
        }
    }

    private static Optional<Instant> time(JsonNode claims, String name) {
        JsonNode value = claims.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isNumber() || !(value.doubleValue() >= 0) || value.doubleValue() > LATEST) {
            throw new TokenRefused(Reason.TIME);
        }
        return Optional.of(Instant.ofEpochMilli((long) (value.doubleValue() * 1000)));
    }

    private void requireIssuer(JsonNode claims) {
        if (settings.issuer().isPresent()
                && !settings.issuer().get().equals(claims.path("iss").textValue())) {
            throw new TokenRefused(Reason.ISSUER);
        }
    }

    private void requireAudience(JsonNode claims) {
        JsonNode audience = claims.get("aud");
        if (audience == null && settings.audience().isEmpty()) {
            return;
        }
        if (audience == null
                || settings.audience().isEmpty()
                || !names(audience, settings.audience().get())) {
            throw new TokenRefused(Reason.AUDIENCE);
        }
    }

    private static boolean names(JsonNode audience, String wanted) {
        if (!audience.isArray()) {
            return wanted.equals(audience.textValue());
        }
        boolean named = false;
        for (JsonNode one : audience) {
            named |= wanted.equals(one.textValue());
        }
        return named;
    }

    private String member(JsonNode claims) {
        String subject = claims.path(settings.memberClaim()).textValue();
        if (subject == null) {
            throw new TokenRefused(Reason.SUBJECT);
        }
        try {
            return MemberName.of(subject);
        } catch (IllegalArgumentException e) {
            throw new TokenRefused(Reason.SUBJECT);
        }
    }

    /** A token without our claim says who somebody is, and nothing else. */
    private Rights rights(JsonNode claims) {
        JsonNode own = claims.path(OWN);
        if (!own.isObject() && !own.isMissingNode()) {
            throw new TokenRefused(Reason.RIGHTS);
        }
        List<TopicPattern> read = patterns(own, "read");
        read.addAll(readByAll);
        return new Rights(read, patterns(own, "write"), role(own));
    }

    private static List<TopicPattern> patterns(JsonNode own, String name) {
        JsonNode texts = own.path(name);
        if (texts.isMissingNode()) {
            return new ArrayList<>();
        }
        if (!texts.isArray() || texts.size() > MOST_PATTERNS) {
            throw new TokenRefused(Reason.RIGHTS);
        }
        List<TopicPattern> patterns = new ArrayList<>();
        for (JsonNode text : texts) {
            patterns.add(pattern(text));
        }
        return patterns;
    }

    private static TopicPattern pattern(JsonNode text) {
        try {
            if (text.isTextual()) {
                return TopicPattern.parse(text.textValue());
            }
        } catch (IllegalArgumentException e) {
            // Neither is a pattern.
        }
        throw new TokenRefused(Reason.RIGHTS);
    }

    private static Role role(JsonNode own) {
        JsonNode label = own.path("role");
        return label.isMissingNode()
                ? Role.VIEWER
                : Optional.ofNullable(label.textValue())
                        .flatMap(Role::of)
                        .orElseThrow(() -> new TokenRefused(Reason.RIGHTS));
    }

    private static Optional<String> tokenId(JsonNode claims) {
        JsonNode id = claims.get("jti");
        if (id == null) {
            return Optional.empty();
        }
        if (!id.isTextual() || id.textValue().length() > LONGEST_ID) {
            throw new TokenRefused(Reason.FORM);
        }
        return Optional.of(id.textValue());
    }
}
