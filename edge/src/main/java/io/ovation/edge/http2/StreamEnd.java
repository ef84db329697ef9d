package io.ovation.edge.http2;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;

/**
 * Ends a stream of which the answer is complete and the request is not: tells the client to send no more of it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-8.1">RFC 9113, section 8.1</a>
 */
public final class StreamEnd {

    private StreamEnd() {}

    /** @param stream on which all has been written that there is */
    public static void begin(Channel stream) {
        if (stream.isActive()) {
            stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }
}
