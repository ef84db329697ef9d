package io.ovation.edge.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** A certificate of our own making for 127.0.0.1. */
public final class TestCertificate {

    private final X509Bundle bundle;

    private TestCertificate(CertificateBuilder builder) throws Exception {
        this.bundle = builder.subject("CN=localhost")
                .addSanDnsName("localhost")
                .addSanIpAddress("127.0.0.1")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    public static TestCertificate create() throws Exception {
        return of(new CertificateBuilder().ecp256());
    }

    static TestCertificate of(CertificateBuilder builder) throws Exception {
        return new TestCertificate(builder);
    }

    /** Into the directory, over one that is there. */
    public TlsSettings write(Path directory) throws Exception {
        return new TlsSettings(
                Files.writeString(directory.resolve("certificate.pem"), bundle.getCertificatePathPEM()),
                Files.writeString(directory.resolve("key.pem"), bundle.getPrivateKeyPEM()),
                Duration.ofSeconds(10));
    }

    X509Bundle bundle() {
        return bundle;
    }

    X509Certificate certificate() {
        return bundle.getCertificate();
    }

    /** Of a client that trusts it. */
    public SSLContext trusting() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, bundle.toTrustManagerFactory().getTrustManagers(), null);
        return context;
    }
}
