package io.ovation.systemtests.attack;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import java.util.function.Consumer;

/**
 * Finds the status of each answer of HTTP/2, the streams that are reset, and the end of the connection. Reads one frame at
 * a time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-4.1">RFC 9113, section 4.1</a>
 */
final class Http2Answers implements AnswerReader {

    private static final int LENGTH_BYTES = 3;
    private static final int HEAD_BYTES = 9;

    private final Http2HeadersDecoder heads = new DefaultHttp2HeadersDecoder(false);

    /** Cuts what comes into frames. */
    static ChannelHandler frames() {
        return new LengthFieldBasedFrameDecoder(1 << 24, 0, LENGTH_BYTES, HEAD_BYTES - LENGTH_BYTES, 0);
    }

    static String end(Http2Error error) {
        return "GOAWAY " + error;
    }

    static String reset(Http2Error error) {
        return "RST_STREAM " + error;
    }

    @Override
    public void read(ByteBuf frame, Consumer<String> answers) {
        int type = frame.getByte(LENGTH_BYTES);
        int stream = frame.skipBytes(HEAD_BYTES - Integer.BYTES).readInt();
        switch (type) {
            case Http2FrameTypes.HEADERS -> answers.accept(status(stream, frame));
            case Http2FrameTypes.RST_STREAM -> answers.accept(reset(error(frame)));
            case Http2FrameTypes.GO_AWAY -> answers.accept(end(error(frame.skipBytes(Integer.BYTES))));
            default -> {
                // Says nothing about a request.
            }
        }
    }

    private String status(int stream, ByteBuf block) {
        try {
            return heads.decodeHeaders(stream, block).status().toString();
        } catch (Http2Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Http2Error error(ByteBuf code) {
        return Http2Error.valueOf(code.readUnsignedInt());
    }
}
