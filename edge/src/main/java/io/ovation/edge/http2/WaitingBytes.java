package io.ovation.edge.http2;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** What has been written to a client and not been taken by the network. */
public final class WaitingBytes {

    private WaitingBytes() {}

    /** @param channel of a connection, or of a stream on one */
    public static int of(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer != null) {
            return (int) buffer.totalPendingWriteBytes();
        }
        return channel.isActive() ? ofStream(channel) : 0;
    }

    /** A stream has no buffer of its own, but knows how far it is from its bounds. */
    private static int ofStream(Channel stream) {
        long bytes = stream.isWritable()
                ? stream.config().getWriteBufferHighWaterMark() + 1 - stream.bytesBeforeUnwritable()
                : stream.config().getWriteBufferLowWaterMark() - 1 + stream.bytesBeforeWritable();
        return (int) bytes;
    }
}
