package io.ovation.access.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;

/**
 * What a signature is to be of.
 *
 * @param algorithm that the token names
 * @param content what was signed, in ASCII
 * @param signature in base64url
 */
public record Signed(Algorithm algorithm, String content, String signature) {

    /** @return false, too, if the signature cannot be one */
    boolean isVerifiedBy(JWSVerifier verifier) {
        try {
            JWSHeader header = new JWSHeader(algorithm.standard());
            return verifier.verify(header, content.getBytes(StandardCharsets.US_ASCII), new Base64URL(signature));
        } catch (JOSEException e) {
            return false;
        }
    }
}
