package io.ovation.edge.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header with which trusted proxies begin each connection, and that names their client. Whether there is one is
 * never guessed: a trusted proxy that sends none, or another than there can be, is cut off, and who is none cannot name
 * anybody.
 *
 * @see <a href="https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt">The PROXY protocol, versions 1 and 2</a>
 */
@ChannelHandler.Sharable
public final class ProxyHeaders extends ChannelInboundHandlerAdapter {

    /** Of version 2, which may tell more than addresses: of its TLS, or of its tenant. */
    private static final int MOST_BYTES_OF_EXTENSIONS = 2 * 1024;

    private final boolean areSent;
    private final Networks proxies;
    private final ConnectionsPerAddress connections;
    private final Counter refused;

    /**
     * @param port its name
     * @param connections among which a client counts once it is known
     */
    public ProxyHeaders(String port, LimitSettings settings, ConnectionsPerAddress connections) {
        this.areSent = settings.proxyProtocol();
        this.proxies = settings.trustedProxies();
        this.connections = connections;
        this.refused = Metrics.counter("ovation.edge.connections.refused", "port", port, "reason", "proxy-header");
    }

    public boolean areExpectedOn(Channel channel) {
        return areSent && PeerAddress.ofSocket(channel).filter(proxies::contain).isPresent();
    }

    /** The next bytes of the connection are such a header; what is behind it goes on to the handlers that follow. */
    public void expect(ChannelPipeline pipeline) {
        pipeline.addLast(new HAProxyMessageDecoder(MOST_BYTES_OF_EXTENSIONS)).addLast(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            // Bytes come here only of a connection that has been closed.
            if (message instanceof HAProxyMessage header) {
                onHeader(context, header);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void onHeader(ChannelHandlerContext context, HAProxyMessage header) {
        clientIn(header).ifPresent(client -> PeerAddress.name(context.channel(), client));
        if (connections.admit(context.channel())) {
            context.pipeline().remove(this);
        }
    }

    /** Nothing if it is the proxy itself that asks, or if the client has no such address. */
    private static Optional<InetAddress> clientIn(HAProxyMessage header) {
        AddressFamily family = header.proxiedProtocol().addressFamily();
        boolean isNamed = header.command() == HAProxyCommand.PROXY
                && (family == AddressFamily.AF_IPv4 || family == AddressFamily.AF_IPv6);
        return Optional.ofNullable(
                isNamed ? NetUtil.createInetAddressFromIpAddressString(header.sourceAddress()) : null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof DecoderException) {
            refused.increment();
        }
        @Nullable HAProxyMessageDecoder decoder = context.pipeline().get(HAProxyMessageDecoder.class);
        if (decoder != null) {
            // It would take what came behind for another header.
            context.pipeline().remove(decoder);
        }
        context.close();
    }
}
