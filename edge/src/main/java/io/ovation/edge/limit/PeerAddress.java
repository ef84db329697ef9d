package io.ovation.edge.limit;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is at the other end of a connection: whom a trusted proxy named when the connection began, else the socket's peer. */
final class PeerAddress {

    private static final AttributeKey<InetAddress> NAMED = AttributeKey.valueOf(PeerAddress.class, "named");

    private PeerAddress() {}

    static void name(Channel channel, InetAddress peer) {
        channel.attr(NAMED).set(peer);
    }

    /**
     * @param channel of a connection, or of a stream on one
     * @return nothing for what is no socket
     */
    static Optional<InetAddress> of(Channel channel) {
        Channel connection = channel instanceof Http2StreamChannel ? channel.parent() : channel;
        @Nullable
        InetAddress named = connection.hasAttr(NAMED) ? connection.attr(NAMED).get() : null;
        return named == null ? ofSocket(channel) : Optional.of(named);
    }

    static Optional<InetAddress> ofSocket(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote
                ? Optional.of(remote.getAddress())
                : Optional.empty();
    }
}
