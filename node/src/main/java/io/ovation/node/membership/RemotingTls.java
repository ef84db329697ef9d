package io.ovation.node.membership;

import akka.pki.pem.DERPrivateKeyLoader;
import akka.pki.pem.PEMDecoder;
import akka.pki.pem.PEMLoadingException;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * TLS between nodes, in which each shows a certificate. Whoever has none of the authority's is not let in. Akka reads the
 * files again every five minutes.
 *
 * @param certificate this node's, issued by the authority itself; it shares a name with those of all other nodes
 * @param key of the certificate, RSA
 * @param authority the certificate of who issues them
 */
public record RemotingTls(Path certificate, Path key, Path authority) {

    private static final String SETTINGS = "ovation.node.remoting-tls";
    private static final String CERTIFICATE = SETTINGS + ".certificate";
    private static final String KEY = SETTINGS + ".key";
    private static final String AUTHORITY = SETTINGS + ".authority";
    private static final String ARTERY = "akka.remote.artery.";

    /**
     * @return nothing if nodes are to speak without TLS
     * @throws IllegalArgumentException if some of its settings are there and others are missing
     */
    public static Optional<RemotingTls> from(Config config) {
        List<String> files =
                Stream.of(CERTIFICATE, KEY, AUTHORITY).map(config::getString).toList();
        if (files.stream().allMatch(String::isEmpty)) {
            return Optional.empty();
        }
        if (files.contains("")) {
            throw new IllegalArgumentException(
                    CERTIFICATE + ", " + KEY + " and " + AUTHORITY + " belong together: set all of them, or none");
        }
        return Optional.of(new RemotingTls(Path.of(files.get(0)), Path.of(files.get(1)), Path.of(files.get(2))));
    }

    /** What Akka is told. */
    public Config applied() {
        return ConfigFactory.parseMap(Map.of(
                ARTERY + "transport", "tls-tcp",
                ARTERY + "ssl.rotating-keys-engine.cert-file", certificate.toString(),
                ARTERY + "ssl.rotating-keys-engine.key-file", key.toString(),
                ARTERY + "ssl.rotating-keys-engine.ca-cert-file", authority.toString()));
    }

    /**
     * Before anything is started: Akka would tell of it in its log, connection by connection.
     *
     * @throws IllegalStateException in one line that names the file with which nobody could connect
     */
    public void requireUsable() {
        X509Certificate issuer = certificate(AUTHORITY, authority);
        X509Certificate own = certificate(CERTIFICATE, certificate);
        if (issuer.getBasicConstraints() < 0) {
            throw unusable(AUTHORITY, authority, "it is not the certificate of an authority");
        }
        try {
            own.verify(issuer.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw unusable(CERTIFICATE, certificate, "it was not issued by the authority in " + authority);
        }
        if (!(own.getPublicKey() instanceof RSAPublicKey published)
                || !(privateKey() instanceof RSAPrivateKey secret)
                || !published.getModulus().equals(secret.getModulus())) {
            throw unusable(KEY, key, "it is not the RSA key of the certificate in " + certificate);
        }
    }

    private static X509Certificate certificate(String setting, Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            X509Certificate read =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
            read.checkValidity();
            return read;
        } catch (IOException e) {
            throw unusable(setting, file, "it cannot be read");
        } catch (CertificateException e) {
            throw unusable(setting, file, "it is not a certificate in PEM that is valid today");
        }
    }

    private PrivateKey privateKey() {
        try {
            return DERPrivateKeyLoader.load(PEMDecoder.decode(Files.readString(key)));
        } catch (IOException e) {
            throw unusable(KEY, key, "it cannot be read");
        } catch (PEMLoadingException e) {
            throw unusable(KEY, key, "it is not an unencrypted private key in PEM");
        }
    }

    private static IllegalStateException unusable(String setting, Path file, String reason) {
        return new IllegalStateException(setting + " is " + file + ": " + reason);
    }
}
