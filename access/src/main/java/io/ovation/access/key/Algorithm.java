package io.ovation.access.key;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Optional;

/** The ways of signing that are taken. Each goes with one kind of key, whatever a token says of itself: RFC 8725, 3.1. */
public enum Algorithm {
    HS256("HS256"),
    RS256("RS256"),
    ES256("ES256"),

    /** Of RFC 8037, with the one curve that is taken; and by the name that RFC 9864 gives to it. */
    EDDSA("EdDSA"),
    ED25519("Ed25519");

    private final String label;

    Algorithm(String label) {
        this.label = label;
    }

    /** @param name as in a token's or a key's {@code alg} */
    public static Optional<Algorithm> of(String name) {
        for (Algorithm algorithm : values()) {
            if (algorithm.label.equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    public boolean isSymmetric() {
        return this == HS256;
    }

    /** Names of one thing are the same. */
    Algorithm kind() {
        return this == ED25519 ? EDDSA : this;
    }

    JWSAlgorithm standard() {
        return JWSAlgorithm.parse(label);
    }
}
