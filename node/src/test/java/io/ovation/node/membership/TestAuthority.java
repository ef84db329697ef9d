package io.ovation.node.membership;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Issues certificates into files of a directory. */
public final class TestAuthority {

    private static final String COMMON_NAME = "ovation-cluster";

    private final Path directory;
    private final X509Bundle bundle;
    private final Path certificate;
    private int issued;

    public TestAuthority(Path directory, String name) {
        this.directory = directory;
        this.bundle = build(() -> new CertificateBuilder()
                .subject("CN=" + name)
                .setIsCertificateAuthority(true)
                .rsa2048()
                .buildSelfSigned());
        this.certificate = write(name + ".pem", bundle.getCertificatePEM());
    }

    /** For a node. */
    public RemotingTls issue() {
        return issue(node().rsa2048());
    }

    RemotingTls issueEllipticCurve() {
        return issue(node().ecp256());
    }

    RemotingTls issueExpired() {
        Instant now = Instant.now();
        return issue(node().rsa2048().notBefore(now.minus(Duration.ofDays(2))).notAfter(now.minus(Duration.ofDays(1))));
    }

    private static CertificateBuilder node() {
        return new CertificateBuilder().subject("CN=node").addSanDnsName(COMMON_NAME);
    }

    private RemotingTls issue(CertificateBuilder builder) {
        X509Bundle node = build(() -> builder.buildIssuedBy(bundle));
        String name = "node-" + bundle.getCertificate().hashCode() + '-' + issued++;
        return new RemotingTls(
                write(name + ".pem", node.getCertificatePEM()),
                write(name + ".key", node.getPrivateKeyPEM()),
                certificate);
    }

    private Path write(String name, String pem) {
        try {
            return Files.writeString(directory.resolve(name), pem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Build {
        X509Bundle run() throws Exception;
    }

    private static X509Bundle build(Build build) {
        try {
            return build.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
