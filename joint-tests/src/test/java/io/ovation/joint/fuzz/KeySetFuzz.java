package io.ovation.joint.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ovation.access.key.Algorithm;
import io.ovation.access.key.KeySet;
import io.ovation.access.key.Signed;
import java.util.Base64;
import java.util.Optional;

/** What an issuer serves as its keys. */
public final class KeySetFuzz {

    private static final int SIGNATURE_BYTES = 64;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    /** Zeros: some verifiers of elliptic curves have taken them for everybody's signature. */
    private static final String NOTHING = BASE64URL.encodeToString(new byte[SIGNATURE_BYTES]);

    private KeySetFuzz() {}

    public static void fuzzerTestOneInput(byte[] json) {
        keys(json).ifPresent(keys -> {
            Refusals.require(!keys.isEmpty(), new String(json, UTF_8));
            for (Algorithm algorithm : Algorithm.values()) {
                boolean isTaken = keys.verify(new Signed(algorithm, "a.b", NOTHING), Optional.empty());
                Refusals.require(!isTaken || isOfEdwardsCurve(algorithm), "zeros are taken for a signature");
                Refusals.require(!algorithm.isSymmetric() || !keys.has(algorithm, Optional.empty()), "a public secret");
            }
        });
    }

    /** On which there are keys of whoever likes to be impersonated. */
    private static boolean isOfEdwardsCurve(Algorithm algorithm) {
        return algorithm == Algorithm.EDDSA || algorithm == Algorithm.ED25519;
    }

    private static Optional<KeySet> keys(byte[] json) {
        try {
            return Optional.of(KeySet.parse(json));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
