package io.ovation.frontend.edge.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpVersion;
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
        ByteBuf bytes(EncodedEvents events) {
            return events.chunk();
        }

        @Override
        ByteBuf end() {
            return LAST_CHUNK.duplicate();
        }
    },

    /** By the end of the connection: HTTP/1.0 knows nothing else. */
    CLOSE_DELIMITED {
        @Override
        ByteBuf bytes(EncodedEvents events) {
            return events.bytes();
        }

        @Override
        ByteBuf end() {
            return Unpooled.EMPTY_BUFFER;
        }
    };

    private static final ByteBuf LAST_CHUNK =
            Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes("0\r\n\r\n".getBytes(US_ASCII)));

    /** @param version of the request */
    public static StreamFraming of(HttpVersion version) {
        return version.compareTo(HttpVersion.HTTP_1_1) < 0 ? CLOSE_DELIMITED : CHUNKED;
    }

    abstract ByteBuf bytes(EncodedEvents events);

    /** Behind the last events. */
    abstract ByteBuf end();
}
