package io.ovation.access.token;

import io.ovation.access.key.SharedSecrets;
import io.ovation.access.rights.Rights;
import io.ovation.access.rights.TopicPattern;
import io.ovation.common.http.Json;
import io.ovation.common.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes tokens for trying out and for tests, signed with a secret (HS256).
 *
 * @param issuer who they say has made them, if anybody
 * @param audience whom they are for, if anybody in particular
 */
public record TokenMaker(Secret secret, Optional<String> issuer, Optional<String> audience) {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    /** @return one whose tokens are taken by these settings; nothing if they have no secret */
    public static Optional<TokenMaker> of(TokenSettings settings) {
        return settings.secrets().stream()
                .findFirst()
                .map(secret -> new TokenMaker(secret, settings.issuer(), settings.audience()));
    }

    /** @param lifetime from now on */
    public String make(String subject, Rights rights, Instant now, Duration lifetime) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", subject);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(lifetime).getEpochSecond());
        issuer.ifPresent(name -> claims.put("iss", name));
        audience.ifPresent(name -> claims.put("aud", name));
        claims.put(
                "ovation",
                Map.of(
                        "read", texts(rights.read()),
                        "write", texts(rights.write()),
                        "role", rights.role().label()));
        String content = part(Map.of("alg", "HS256", "typ", "JWT")) + '.' + part(claims);
        return content + '.' + SharedSecrets.sign(secret, content.getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> texts(List<TopicPattern> patterns) {
        return patterns.stream().map(TopicPattern::toString).toList();
    }

    private static String part(Object value) {
        return BASE64URL.encodeToString(Json.write(value));
    }
}
