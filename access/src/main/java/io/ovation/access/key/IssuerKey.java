package io.ovation.access.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Optional;

/**
 * A public key, good for one algorithm.
 *
 * @param id its {@code kid}, if it has one
 * @param json as a JWK, without what an issuer should not have shown
 */
record IssuerKey(Optional<String> id, Algorithm algorithm, JWSVerifier verifier, String json) {

    /** RFC 7518, section 3.3. */
    private static final int LEAST_RSA_BITS = 2048;

    /**
     * @throws IllegalArgumentException if it is for something else than to verify with one of the algorithms, or too weak
     */
    static IssuerKey of(JWK jwk) {
        if (jwk.getKeyUse() != null && !jwk.getKeyUse().equals(KeyUse.SIGNATURE)) {
            throw new IllegalArgumentException("its use is not sig");
        }
        if (jwk.getKeyOperations() != null && !jwk.getKeyOperations().contains(KeyOperation.VERIFY)) {
            throw new IllegalArgumentException("its key_ops do not have verify");
        }
        IssuerKey key = byKind(jwk);
        if (jwk.getAlgorithm() != null
                && Algorithm.of(jwk.getAlgorithm().getName())
                        .filter(named -> named.kind() == key.algorithm())
                        .isEmpty()) {
            throw new IllegalArgumentException("its alg is not one that its kind of key is taken for");
        }
        return key;
    }

    private static IssuerKey byKind(JWK jwk) {
        Optional<String> id = Optional.ofNullable(jwk.getKeyID());
        try {
            if (jwk instanceof RSAKey rsa) {
                return new IssuerKey(id, Algorithm.RS256, rsaVerifier(rsa), publicJson(jwk));
            }
            if (jwk instanceof ECKey ec && ec.getCurve().equals(Curve.P_256)) {
                return new IssuerKey(id, Algorithm.ES256, new ECDSAVerifier(ec.toECPublicKey()), publicJson(jwk));
            }
            if (jwk instanceof OctetKeyPair pair && pair.getCurve().equals(Curve.Ed25519)) {
                return new IssuerKey(id, Algorithm.EDDSA, new Ed25519Verifier(pair.getDecodedX()), publicJson(jwk));
            }
        } catch (JOSEException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        throw new IllegalArgumentException("it is neither RSA, P-256 nor Ed25519");
    }

    private static String publicJson(JWK jwk) {
        return jwk.toPublicJWK().toJSONString();
    }

    private static JWSVerifier rsaVerifier(RSAKey rsa) throws JOSEException {
        if (rsa.size() < LEAST_RSA_BITS) {
            throw new IllegalArgumentException("an RSA key must have " + LEAST_RSA_BITS + " bits");
        }
        return new RSASSAVerifier(rsa.toRSAPublicKey());
    }
}
