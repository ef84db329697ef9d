package io.ovation.edge.tls;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.util.List;
import javax.net.ssl.SSLException;

/** Who encrypts: BoringSSL where it is to be had, and the JDK elsewhere. */
enum TlsProvider {
    BORINGSSL(SslProvider.OPENSSL_REFCNT),
    JDK(SslProvider.JDK);

    /** What RFC 9113, section 9.2, lets HTTP/2 do with, and every browser of today knows. */
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    /** The first that the client knows, too. */
    private static final ApplicationProtocolConfig PROTOCOLS = new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1));

    private final SslProvider provider;

    TlsProvider(SslProvider provider) {
        this.provider = provider;
    }

    static TlsProvider best() {
        return OpenSsl.isAvailable() ? BORINGSSL : JDK;
    }

    /** In words, with the reason why it is not a better one. */
    @Override
    public String toString() {
        return this == BORINGSSL
                ? OpenSsl.versionString()
                : "the JDK" + (OpenSsl.isAvailable() ? "" : ", as BoringSSL cannot be had: " + reason());
    }

    private static String reason() {
        Throwable cause = OpenSsl.unavailabilityCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** @throws IllegalStateException in one line if it has no use for the certificate */
    SslContext contextFor(CertifiedKey certified) {
        try {
            return SslContextBuilder.forServer(certified.key(), certified.chain())
                    .sslProvider(provider)
                    .protocols(VERSIONS)
                    .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(PROTOCOLS)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(
                    TlsSettings.CERTIFICATE + " is not one that " + this + " can use: " + e.getMessage(), e);
        }
    }
}
