package io.ovation.systemtests.harness;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Issues certificates to nodes on this machine. */
public final class TestAuthority {

    private final X509Bundle bundle;
    private final Path certificate;
    private @Nullable PublicKey issued;

    private TestAuthority(X509Bundle bundle, Path certificate) {
        this.bundle = bundle;
        this.certificate = certificate;
    }

    public static TestAuthority create(Path directory, String name) {
        X509Bundle bundle = build(() -> new CertificateBuilder()
                .subject("CN=" + name)
                .setIsCertificateAuthority(true)
                .ecp256()
                .buildSelfSigned());
        return new TestAuthority(bundle, write(directory.resolve(name + ".pem"), bundle.getCertificatePEM()));
    }

    /** For clients that are to trust it. */
    public Path certificate() {
        return certificate;
    }

    /** For those in Java. */
    public SSLContext trusting() {
        return build(() -> {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, bundle.toTrustManagerFactory().getTrustManagers(), null);
            return context;
        });
    }

    /** Of the certificate that it has issued last. */
    public PublicKey key() {
        return Objects.requireNonNull(issued, "none was issued");
    }

    /**
     * Writes a certificate and its key over those that the directory has.
     *
     * @return what tells a node of them
     */
    public Map<String, String> issue(Path directory) {
        X509Bundle node = build(() -> new CertificateBuilder()
                .subject("CN=127.0.0.1")
                .addSanIpAddress("127.0.0.1")
                .ecp256()
                .buildIssuedBy(bundle));
        issued = node.getKeyPair().getPublic();
        return Map.of(
                "OVATION_TLS_CERTIFICATE",
                write(directory.resolve("node.pem"), node.getCertificatePEM()).toString(),
                "OVATION_TLS_KEY",
                write(directory.resolve("node.key"), node.getPrivateKeyPEM()).toString());
    }

    private static Path write(Path file, String pem) {
        try {
            return Files.writeString(file, pem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T build(Callable<T> build) {
        try {
            return build.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
