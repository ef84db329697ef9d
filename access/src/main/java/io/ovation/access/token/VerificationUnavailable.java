package io.ovation.access.token;

/** Nobody can say now whether a token is good. Has no stack trace. */
public final class VerificationUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    VerificationUnavailable(String message) {
        super(message, null, false, false);
    }
}
