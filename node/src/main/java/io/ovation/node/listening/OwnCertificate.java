package io.ovation.node.listening;

import io.ovation.edge.tls.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a node's own certificate and no other, for what connects from the node to itself: to an address that the
 * certificate need not name, and whoever issued it. The file is read for each connection, since it may be replaced.
 */
public final class OwnCertificate extends X509ExtendedTrustManager {

    private final Path file;

    public OwnCertificate(TlsSettings tls) {
        this.file = tls.certificate();
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        try (InputStream pem = Files.newInputStream(file)) {
            if (!chain[0].equals(CertificateFactory.getInstance("X.509").generateCertificate(pem))) {
                throw new CertificateException("not the certificate of this node");
            }
        } catch (IOException e) {
            throw new CertificateException(e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("a node does not ask for certificates of clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm, Socket socket)
            throws CertificateException {
        throw new CertificateException("a node does not ask for certificates of clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
        throw new CertificateException("a node does not ask for certificates of clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
