package io.ovation.access.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.access.key.Algorithm;
import io.ovation.access.key.Signed;
import io.ovation.access.token.TokenRefused.Reason;
import io.ovation.common.http.Json;
import io.ovation.common.http.ProblemException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signed token in its compact form (RFC 7515, section 7.1), read strictly: one token has one spelling. Of what a header
 * may say of keys only {@code kid} is looked at, and only to choose among the issuer's own.
 *
 * @param keyId the {@code kid}, if there is one
 * @param signed what is to be verified
 * @param payload in base64url; nothing in it may be believed before that
 */
record CompactToken(Optional<String> keyId, Signed signed, String payload) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)");
    private static final List<String> TYPES = List.of("jwt", "at+jwt", "application/at+jwt", "application/jwt");
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /**
     * @param mostBytes the longest there may be
     * @throws TokenRefused if it is none
     */
    static CompactToken parse(String text, int mostBytes) {
        if (text.length() > mostBytes) {
            throw new TokenRefused(Reason.FORM);
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new TokenRefused(Reason.FORM);
        }
        JsonNode header = object(parts.group(1));
        requireNothingSpecial(header);
        String signature = parts.group(3);
        decode(signature);
        String content = text.substring(0, parts.start(3) - 1);
        return new CompactToken(text(header, "kid"), new Signed(algorithm(header), content, signature), parts.group(2));
    }

    /** @throws TokenRefused if it is no JSON object in UTF-8, with each name once in an object */
    JsonNode claims() {
        return object(payload);
    }

    /** {@code crit} names what must be understood; here nothing is. */
    private static void requireNothingSpecial(JsonNode header) {
        if (header.has("crit") || header.has("b64") || header.has("enc") || header.has("zip")) {
            throw new TokenRefused(Reason.FORM);
        }
        text(header, "typ").ifPresent(type -> {
            if (!TYPES.contains(type.toLowerCase(Locale.ROOT))) {
                throw new TokenRefused(Reason.FORM);
            }
        });
    }

    private static Algorithm algorithm(JsonNode header) {
        return text(header, "alg").flatMap(Algorithm::of).orElseThrow(() -> new TokenRefused(Reason.ALGORITHM));
    }

    private static Optional<String> text(JsonNode header, String name) {
        JsonNode value = header.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new TokenRefused(Reason.FORM);
        }
        return Optional.of(value.textValue());
    }

    private static JsonNode object(String part) {
        try {
            JsonNode value = Json.read(decode(part));
            if (value.isObject()) {
                return value;
            }
        } catch (ProblemException e) {
            // Neither is what it should be.
        }
        throw new TokenRefused(Reason.FORM);
    }

    /** The decoder ignores what the last character has beyond the last byte. */
    private static byte[] decode(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (ENCODER.encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Neither is what it should be.
        }
        throw new TokenRefused(Reason.FORM);
    }
}
