package io.ovation.likes.http.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.JsonFields;
import io.ovation.common.http.Problem;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads who is to be kept out. */
public final class RevocationRequest {

    private static final Set<String> FIELDS = new LinkedHashSet<>(List.of("member", "token", "seconds"));
    private static final int LONGEST_TOKEN_ID = 128;
    private static final long MOST_SECONDS = 10L * 366 * 24 * 60 * 60;

    private RevocationRequest() {}

    /** @throws io.ovation.common.http.ProblemException 400 that says what would be right */
    public static Revocation read(JsonNode body, Instant now) {
        JsonFields fields = JsonFields.of(body, FIELDS);
        if (fields.has("member") == fields.has("token")) {
            throw Problem.invalid("exactly one of the fields 'member' and 'token' is needed")
                    .asException();
        }
        Optional<Long> seconds = fields.wholeNumber("seconds", 0, MOST_SECONDS);
        long until =
                seconds.map(number -> now.plusSeconds(number).toEpochMilli()).orElse(Revocation.FOR_GOOD);
        return fields.has("member")
                ? new Revocation(Revocation.Kind.MEMBER, fields.requiredId("member"), now.toEpochMilli(), until)
                : new Revocation(
                        Revocation.Kind.TOKEN, tokenId(fields.requiredText("token")), now.toEpochMilli(), until);
    }

    private static String tokenId(String id) {
        if (id.isEmpty() || id.length() > LONGEST_TOKEN_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("field 'token' must be the id of a token (jti), of 1 to " + LONGEST_TOKEN_ID
                            + " characters, none of them a control character")
                    .asException();
        }
        return id;
    }
}
