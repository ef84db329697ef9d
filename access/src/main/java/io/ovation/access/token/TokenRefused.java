package io.ovation.access.token;

/**
 * A token that is not taken. Whoever presented it is not told why: that would help those most who try tokens. Has no
 * stack trace.
 */
public final class TokenRefused extends RuntimeException {

    /** Why; for operators. */
    public enum Reason {
        /** It is no signed token in the compact form, or its header has what is not understood. */
        FORM,
        /** It is signed in a way that is not taken, or for which there is no key. */
        ALGORITHM,
        /** No key is called as it says. */
        KEY,
        SIGNATURE,
        EXPIRED,
        /** Its time has not come, or it has none. */
        TIME,
        ISSUER,
        AUDIENCE,
        /** Its subject is no member. */
        SUBJECT,
        /** What it says of rights cannot be read. */
        RIGHTS
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public TokenRefused(Reason reason) {
        super("the token is refused: " + reason, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
