package io.ovation.access.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import io.ovation.common.settings.Secret;
import java.util.List;

/** Secrets that an issuer shares with Ovation. With several of them, one is replaced without a token that fails. */
public final class SharedSecrets {

    /** RFC 7518, section 3.2: a key must be as long as the hash. */
    public static final int LEAST_BYTES = 32;

    private final List<JWSVerifier> verifiers;

    /** @param secrets each of {@value #LEAST_BYTES} bytes or more */
    public SharedSecrets(List<Secret> secrets) {
        this.verifiers = secrets.stream().map(SharedSecrets::verifier).toList();
    }

    public boolean isEmpty() {
        return verifiers.isEmpty();
    }

    public boolean verify(Signed signed) {
        return signed.algorithm().isSymmetric() && verifiers.stream().anyMatch(signed::isVerifiedBy);
    }

    /** @return the signature, in base64url */
    public static String sign(Secret secret, byte[] content) {
        try {
            return new MACSigner(secret.bytes())
                    .sign(new JWSHeader(Algorithm.HS256.standard()), content)
                    .toString();
        } catch (JOSEException e) {
            throw new IllegalArgumentException("not a secret to sign with", e);
        }
    }

    private static JWSVerifier verifier(Secret secret) {
        try {
            return new MACVerifier(secret.bytes());
        } catch (JOSEException e) {
            throw new IllegalArgumentException("not a secret to verify with", e);
        }
    }
}
