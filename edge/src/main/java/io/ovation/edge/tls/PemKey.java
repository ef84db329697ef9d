package io.ovation.edge.tls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads private keys. PKCS#8 is what the JDK knows. The older forms of RSA and of elliptic curves are what stands inside of
 * PKCS#8, without the algorithm; that stands in the public key, too.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5208#section-5">RFC 5208, section 5</a>
 */
final class PemKey {

    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN (?<form>|RSA |EC )PRIVATE KEY-----\\s+(?<base64>[A-Za-z0-9+/=\\s]+)-----END \\k<form>PRIVATE KEY-----");

    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

    private static final byte[] TRIAL = "ovation".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] VERSION = {0x02, 0x01, 0x00};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int LONG_LENGTH = 0x80;

    private PemKey() {}

    static boolean isKnown(PublicKey published) {
        return SIGNATURES.containsKey(published.getAlgorithm());
    }

    /** @throws GeneralSecurityException if it is none, or that of another public key */
    static PrivateKey read(byte[] pem, PublicKey published) throws GeneralSecurityException {
        Matcher found = KEY.matcher(new String(pem, StandardCharsets.ISO_8859_1));
        if (!found.find()) {
            throw new InvalidKeyException("none");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(found.group("base64"));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException(e);
        }
        PrivateKey secret = KeyFactory.getInstance(published.getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(
                        found.group("form").isEmpty() ? der : pkcs8(der, algorithmOf(published.getEncoded()))));
        requirePair(secret, published);
        return secret;
    }

    private static void requirePair(PrivateKey secret, PublicKey published) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(SIGNATURES.get(published.getAlgorithm()));
        signature.initSign(secret);
        signature.update(TRIAL);
        byte[] signed = signature.sign();
        signature.initVerify(published);
        signature.update(TRIAL);
        if (!signature.verify(signed)) {
            throw new InvalidKeyException("of another certificate");
        }
    }

    private static byte[] pkcs8(byte[] key, byte[] algorithm) {
        return der(SEQUENCE, VERSION, algorithm, der(OCTETS, key));
    }

    /** Of a public key (RFC 5280, section 4.1): a sequence whose first element it is. */
    private static byte[] algorithmOf(byte[] published) {
        int begin = contentOf(published, 0);
        int content = contentOf(published, begin);
        // It is short: its length takes one byte.
        return Arrays.copyOfRange(published, begin, content + published[begin + 1]);
    }

    private static int contentOf(byte[] der, int element) {
        int length = der[element + 1] & 0xff;
        return element + 2 + (length < LONG_LENGTH ? 0 : length - LONG_LENGTH);
    }

    private static byte[] der(int tag, byte[]... contents) {
        int length = Arrays.stream(contents).mapToInt(content -> content.length).sum();
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (length < LONG_LENGTH) {
            element.write(length);
        } else {
            element.write(LONG_LENGTH + 2);
            element.write(length >> 8);
            element.write(length);
        }
        for (byte[] content : contents) {
            element.writeBytes(content);
        }
        return element.toByteArray();
    }
}
