package io.ovation.access.request;

import io.ovation.access.rights.Caller;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;

/** What is answered to those who may not. Each is one text for all causes: the cause would help those who try. */
public final class Refusal {

    private static final Problem UNAUTHORIZED = Problem.unauthorized(
            "this needs a valid token, as 'Authorization: Bearer TOKEN' or in the cookie ovation_token");

    private static final Problem FORBIDDEN =
            Problem.forbidden("the token does not give the right to do this, whether it exists or not");

    private Refusal() {}

    /** 401: nobody knows who asks. */
    public static ProblemException unknown() {
        return UNAUTHORIZED.asException();
    }

    /** 403: it is known who asks, and they may not; 401 for those without a token, with which they might. */
    public static ProblemException of(Caller caller) {
        return (caller.member().isPresent() ? FORBIDDEN : UNAUTHORIZED).asException();
    }

    /** @throws ProblemException unless they may */
    public static void require(boolean may, Caller caller) {
        if (!may) {
            throw of(caller);
        }
    }
}
