package io.ovation.edge.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/** What the files of a certificate and of its key hold at a moment. */
final class CertificateFiles {

    private final TlsSettings settings;
    private final byte[] certificate;
    private final byte[] key;

    private CertificateFiles(TlsSettings settings, byte[] certificate, byte[] key) {
        this.settings = settings;
        this.certificate = certificate;
        this.key = key;
    }

    /** @throws IllegalStateException in one line that names the file if it cannot be read */
    static CertificateFiles read(TlsSettings settings) {
        return new CertificateFiles(
                settings, read(TlsSettings.CERTIFICATE, settings.certificate()), read(TlsSettings.KEY, settings.key()));
    }

    private static byte[] read(String setting, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unusable(setting, file, "it cannot be read");
        }
    }

    boolean hold(CertificateFiles other) {
        return Arrays.equals(certificate, other.certificate) && Arrays.equals(key, other.key);
    }

    /** @throws IllegalStateException in one line that names the file which is not what it should be */
    CertifiedKey parse() {
        List<X509Certificate> chain = chain();
        PublicKey published = chain.get(0).getPublicKey();
        if (!PemKey.isKnown(published)) {
            throw unusable(
                    TlsSettings.CERTIFICATE,
                    settings.certificate(),
                    "its key must be RSA or of an elliptic curve, not " + published.getAlgorithm());
        }
        PrivateKey secret;
        try {
            secret = PemKey.read(key, published);
        } catch (GeneralSecurityException e) {
            throw unusable(
                    TlsSettings.KEY,
                    settings.key(),
                    "it is not the private key of " + settings.certificate() + " in PEM without a password");
        }
        return new CertifiedKey(secret, chain);
    }

    private List<X509Certificate> chain() {
        try {
            List<X509Certificate> chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(certificate))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (chain.isEmpty()) {
                throw new CertificateException("none");
            }
            chain.get(0).checkValidity();
            return chain;
        } catch (CertificateException e) {
            throw unusable(
                    TlsSettings.CERTIFICATE,
                    settings.certificate(),
                    "it is not a certificate in PEM that is valid today");
        }
    }

    private static IllegalStateException unusable(String setting, Path file, String reason) {
        return new IllegalStateException(setting + " is " + file + ": " + reason);
    }
}
