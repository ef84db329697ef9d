package io.ovation.systemtests.attack;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import javax.net.ssl.SSLException;

/** What an attacker encrypts with, who trusts everybody and speaks HTTP/2. */
final class Encryption {

    private Encryption() {}

    static SslContext http2() {
        try {
            return SslContextBuilder.forClient()
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            ApplicationProtocolConfig.Protocol.ALPN,
                            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2))
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a client says first, to which the server's answer takes a signature. */
    static ByteBuf beginOfHandshake() {
        SslContext context = http2();
        EmbeddedChannel client = new EmbeddedChannel();
        client.pipeline().addLast(context.newHandler(client.alloc()));
        ByteBuf begin = client.readOutbound();
        client.finishAndReleaseAll();
        ReferenceCountUtil.release(context);
        return begin;
    }
}
