package io.ovation.edge.tls;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import java.io.IOException;
import java.util.function.BiConsumer;

/**
 * Waits until client and server have agreed on keys, and on the protocol that they speak from then on. A client that names
 * none speaks HTTP/1.1.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7301">RFC 7301</a>
 */
public final class ProtocolChoice extends ApplicationProtocolNegotiationHandler {

    private final Counter failed;
    private final BiConsumer<ChannelHandlerContext, String> agreed;

    /** @param agreed is told the protocol */
    public ProtocolChoice(Counter failed, BiConsumer<ChannelHandlerContext, String> agreed) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.failed = failed;
        this.agreed = agreed;
    }

    /** @param port its name */
    public static Counter failures(String port) {
        return Metrics.counter("ovation.edge.tls.handshakes.failed", "port", port);
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
        agreed.accept(context, protocol);
    }

    /** Clients that do not believe the certificate, or speak no TLS of today, are nothing for the log. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
        if (cause instanceof DecoderException || cause instanceof IOException) {
            failed.increment();
            context.close();
        } else {
            super.exceptionCaught(context, cause);
        }
    }
}
