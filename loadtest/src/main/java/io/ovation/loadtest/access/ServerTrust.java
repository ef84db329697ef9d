package io.ovation.loadtest.access;

import io.netty.channel.Channel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates of servers are believed. Connections are encrypted by BoringSSL where there is a library of it, as the
 * nodes' own side is, and by the JDK elsewhere.
 */
public final class ServerTrust {

    private static final String SECURE = "https";

    private final Supplier<TrustManager> manager;
    private @Nullable SslContext context;

    private ServerTrust(Supplier<TrustManager> manager) {
        this.manager = manager;
    }

    /** Those of authorities that Java knows. It reads them when the first connection needs them. */
    public static ServerTrust byDefault() {
        return new ServerTrust(() -> managerOf(null));
    }

    public static ServerTrust by(TrustManager manager) {
        return new ServerTrust(() -> manager);
    }

    /**
     * @param pem certificates of authorities, or of servers
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if there is none in it
     */
    public static ServerTrust in(Path pem) throws IOException {
        try (InputStream file = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(file);
            if (certificates.isEmpty()) {
                throw new CertificateException("none");
            }
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            for (Certificate certificate : certificates) {
                authorities.setCertificateEntry(Integer.toString(authorities.size()), certificate);
            }
            return by(managerOf(authorities));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("--ca must be a file of certificates in PEM, not " + pem, e);
        }
    }

    /** Encrypts a connection that begins, if the server's URL says so. */
    public void secure(Channel channel, URI server) {
        if (isSecure(server)) {
            channel.pipeline().addFirst(context().newHandler(channel.alloc(), server.getHost(), portOf(server)));
        }
    }

    /** Has the JDK's own client believe the same, if the server's URL says so. */
    public void secure(HttpClient.Builder client, URI server) {
        if (!isSecure(server)) {
            return;
        }
        try {
            SSLContext own = SSLContext.getInstance("TLS");
            own.init(null, new TrustManager[] {manager.get()}, null);
            client.sslContext(own);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static int portOf(URI server) {
        if (server.getPort() >= 0) {
            return server.getPort();
        }
        return isSecure(server) ? 443 : 80;
    }

    private static boolean isSecure(URI server) {
        return SECURE.equals(server.getScheme());
    }

    private synchronized SslContext context() {
        if (context == null) {
            try {
                // Of the kind that the garbage collector frees: nobody has to close a ServerTrust.
                context = SslContextBuilder.forClient()
                        .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                        .trustManager(manager.get())
                        .build();
            } catch (SSLException e) {
                throw new IllegalStateException(e);
            }
        }
        return context;
    }

    private static TrustManager managerOf(@Nullable KeyStore authorities) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorities);
            return factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
