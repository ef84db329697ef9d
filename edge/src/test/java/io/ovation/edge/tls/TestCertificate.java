package io.ovation.edge.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

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
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("own", bundle.getCertificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
