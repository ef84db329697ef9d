package io.ovation.loadtest.access;

/**
 * How viewers and publishers get in.
 *
 * @param tokens what they say of themselves
 * @param trust whom they take for the server, if it speaks TLS
 */
public record Access(Tokens tokens, ServerTrust trust) {

    /** To a system that wants no tokens. */
    public static Access open() {
        return new Access(Tokens.none(), ServerTrust.byDefault());
    }
}
