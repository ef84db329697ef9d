package io.ovation.access.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import io.ovation.common.http.Json;
import io.ovation.common.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The public keys of an issuer: a JWK Set of RFC 7517. Keys in it that are of no use here are left out, as section 5 asks. */
public final class KeySet {

    private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);

    /** A token without a {@code kid} is tried with each key of its kind. */
    private static final int MOST_KEYS = 32;

    public static final KeySet NONE = new KeySet("", List.of());

    private final String text;
    private final List<IssuerKey> keys;

    private KeySet(String text, List<IssuerKey> keys) {
        this.text = text;
        this.keys = List.copyOf(keys);
    }

    /** @throws IllegalArgumentException if it is no JWK Set, or has no key that is of use here, or too many */
    public static KeySet parse(byte[] json) {
        List<IssuerKey> keys = new ArrayList<>();
        for (JsonNode member : members(json)) {
            read(member).ifPresent(keys::add);
        }
        if (keys.isEmpty() || keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException(
                    "it has " + keys.size() + " keys for RS256, ES256 or Ed25519, instead of 1 to " + MOST_KEYS);
        }
        return new KeySet(new String(json, StandardCharsets.UTF_8), keys);
    }

    private static JsonNode members(byte[] json) {
        try {
            JsonNode members = Json.read(json).path("keys");
            if (members.isArray()) {
                return members;
            }
        } catch (ProblemException e) {
            throw new IllegalArgumentException("it is not JSON", e);
        }
        throw new IllegalArgumentException("it is no JWK Set: it has no array 'keys'");
    }

    private static Optional<IssuerKey> read(JsonNode member) {
        try {
            return Optional.of(IssuerKey.of(JWK.parse(member.toString())));
        } catch (ParseException | IllegalArgumentException e) {
            LOG.debug("a key of the issuer is left out: {}", e.getMessage());
            return Optional.empty();
        }
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    boolean isSameAs(KeySet other) {
        return text.equals(other.text);
    }

    /** A JSON array of those that are of use here, with nothing in it that is to be secret. */
    String publicKeys() {
        return keys.stream().map(IssuerKey::json).collect(Collectors.joining(",", "[", "]"));
    }

    /** Whether there is a key that a token may be signed with, as far as it says. */
    public boolean has(Algorithm algorithm, Optional<String> keyId) {
        return keys.stream().anyMatch(key -> fits(key, algorithm, keyId));
    }

    public boolean verify(Signed signed, Optional<String> keyId) {
        return keys.stream()
                .filter(key -> fits(key, signed.algorithm(), keyId))
                .map(IssuerKey::verifier)
                .anyMatch(signed::isVerifiedBy);
    }

    private static boolean fits(IssuerKey key, Algorithm algorithm, Optional<String> keyId) {
        return key.algorithm() == algorithm.kind() && (keyId.isEmpty() || keyId.equals(key.id()));
    }
}
