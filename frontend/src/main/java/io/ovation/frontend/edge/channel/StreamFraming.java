package io.ovation.frontend.edge.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.ovation.frontend.frame.EncodedEvents;

/**
 * How a client tells where a stream ends, and what of it has come.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112, section 6.3</a>
 */
public enum StreamFraming {

    /**
     * In chunks, of which clients and proxies pass on each as soon as it is there; without them some wait for more. The
     * last one is empty: a stream without it has been cut.
     */
    CHUNKED {
        @Override
        Object bytes(EncodedEvents events) {
            return events.chunk();
        }

        @Override
        Object end() {
            return LAST_CHUNK.duplicate();
        }
    },

    /** By the end of the connection: HTTP/1.0 knows nothing else. */
    CLOSE_DELIMITED {
        @Override
        Object bytes(EncodedEvents events) {
            return events.bytes();
        }

        @Override
        Object end() {
            return Unpooled.EMPTY_BUFFER;
        }
    },

    /**
     * In frames of HTTP/2, of which the last one says that it is; a stream without it has been reset.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.1">RFC 9113, section 6.1</a>
     */
    DATA_FRAMES {
        @Override
        Object bytes(EncodedEvents events) {
            return new DefaultHttp2DataFrame(events.bytes());
        }

        @Override
        Object end() {
            return new DefaultHttp2DataFrame(true);
        }

        @Override
        Object nothing() {
            return new DefaultHttp2DataFrame(false);
        }
    };

    private static final ByteBuf LAST_CHUNK =
            Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes("0\r\n\r\n".getBytes(US_ASCII)));

    /**
     * @param channel of the request
     * @param version of the request, which is as good as HTTP/1.1 if it came over HTTP/2
     */
    public static StreamFraming of(Channel channel, HttpVersion version) {
        if (channel instanceof Http2StreamChannel) {
            return DATA_FRAMES;
        }
        return version.compareTo(HttpVersion.HTTP_1_1) < 0 ? CLOSE_DELIMITED : CHUNKED;
    }

    abstract Object bytes(EncodedEvents events);

    /** Behind the last events. */
    abstract Object end();

    /** Leaves when all that was written before has left. */
    Object nothing() {
        return Unpooled.EMPTY_BUFFER;
    }
}
