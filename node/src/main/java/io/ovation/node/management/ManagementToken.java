package io.ovation.node.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ovation.common.settings.Secret;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an operator shows at the management port: as a bearer token (RFC 6750), or as the password of any user (RFC 7617),
 * for which browsers ask.
 */
public final class ManagementToken {

    /** What is right, to follow "must be". */
    public static final String RIGHT = "32 characters or more, of letters, digits and -._~+/=";

    /** What may be in a header as it is: RFC 6750, section 2.1. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/=-]{32,}");

    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private final byte[] expected;

    /** @throws IllegalArgumentException if it is not {@link #isRight right} */
    ManagementToken(Secret token) {
        if (!isRight(token.reveal())) {
            throw new IllegalArgumentException("ovation.node.management-token must be " + RIGHT);
        }
        this.expected = token.bytes();
    }

    public static boolean isRight(String token) {
        return FORM.matcher(token).matches();
    }

    /** @param authorizations the values of the request's {@code Authorization}: two of them are none */
    boolean isShownIn(List<String> authorizations) {
        return authorizations.size() == 1 && isShownIn(authorizations.get(0));
    }

    private boolean isShownIn(String authorization) {
        if (isOfScheme(BEARER, authorization)) {
            return matches(authorization.substring(BEARER.length()).strip().getBytes(UTF_8));
        }
        return isOfScheme(BASIC, authorization)
                && matchesPassword(authorization.substring(BASIC.length()).strip());
    }

    private static boolean isOfScheme(String scheme, String authorization) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private boolean matchesPassword(String encoded) {
        try {
            String credentials = new String(Base64.getDecoder().decode(encoded), UTF_8);
            int colon = credentials.indexOf(':');
            return colon >= 0 && matches(credentials.substring(colon + 1).getBytes(UTF_8));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** In a time that does not tell how much of it is right. */
    private boolean matches(byte[] shown) {
        return MessageDigest.isEqual(shown, expected);
    }
}
