package io.ovation.access.key;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Signs as an issuer of tokens does, with nothing but the JDK. */
public record Issuer(KeyPair pair, String signature, JWK publicKey) {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final int ED25519_KEY_BYTES = 32;

    public static Issuer rsa(String keyId) {
        return rsa(keyId, 2048);
    }

    public static Issuer rsa(String keyId, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            KeyPair pair = generator.generateKeyPair();
            return new Issuer(
                    pair,
                    "SHA256withRSA",
                    new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                            .keyID(keyId)
                            .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Issuer ec(String keyId) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new Issuer(
                    pair,
                    "SHA256withECDSAinP1363Format",
                    new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                            .keyID(keyId)
                            .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Issuer ed25519(String keyId) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] x = Arrays.copyOfRange(encoded, encoded.length - ED25519_KEY_BYTES, encoded.length);
            return new Issuer(
                    pair,
                    "Ed25519",
                    new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x))
                            .keyID(keyId)
                            .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String token(String header, String claims) {
        String content = encode(header) + '.' + encode(claims);
        return content + '.' + BASE64URL.encodeToString(sign(content));
    }

    byte[] sign(String content) {
        try {
            Signature signer = Signature.getInstance(signature);
            signer.initSign(pair.getPrivate());
            signer.update(content.getBytes(StandardCharsets.US_ASCII));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String encode(String text) {
        return BASE64URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String keySet(Issuer... issuers) {
        return keySet(Stream.of(issuers).map(issuer -> issuer.publicKey().toJSONString()));
    }

    public static String keySet(Stream<String> keys) {
        return keys.collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }
}
