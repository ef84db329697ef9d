package io.ovation.edge.http2;

import static io.netty.handler.codec.http2.Http2Exception.streamError;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.codec.http2.HttpConversionUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a stream as a request of HTTP/1.1, and writes an answer as frames. What its head says about the
 * connection is left out.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-8">RFC 9113, section 8</a>
 */
@ChannelHandler.Sharable
public final class StreamCodec extends Http2StreamFrameToHttpObjectCodec {

    public StreamCodec() {
        super(true);
    }

    @Override
    protected void decode(ChannelHandlerContext context, Http2StreamFrame frame, List<Object> out) throws Exception {
        if (frame instanceof Http2HeadersFrame head) {
            decodeHead(context, head, out);
        } else {
            super.decode(context, frame, out);
        }
    }

    private void decodeHead(ChannelHandlerContext context, Http2HeadersFrame head, List<Object> out)
            throws Http2Exception {
        int stream = head.stream().id();
        if (!isTargetValid(head.headers())) {
            throw streamError(stream, Http2Error.PROTOCOL_ERROR, "a path begins with a slash");
        }
        try {
            if (head.isEndStream() && head.headers().method() != null) {
                // Netty would allocate a body, and lose it if the method is none.
                out.add(HttpConversionUtil.toFullHttpRequest(stream, head.headers(), Unpooled.EMPTY_BUFFER, true));
            } else {
                super.decode(context, head, out);
            }
        } catch (Http2Exception e) {
            throw e;
        } catch (Exception e) {
            throw streamError(stream, Http2Error.PROTOCOL_ERROR, e, "this is no request");
        }
        for (Object message : out) {
            if (message instanceof HttpRequest request) {
                // Whether it is encrypted is known of the connection, and not what the client says.
                request.headers().remove(HttpConversionUtil.ExtensionHeaderNames.SCHEME.text());
            }
        }
    }

    @Override
    protected void encode(ChannelHandlerContext context, HttpObject message, List<Object> out) throws Exception {
        if (message instanceof HttpResponse answer
                && answer.status().code() >= HttpResponseStatus.BAD_REQUEST.code()
                && !HttpUtil.isKeepAlive(answer)) {
            @Nullable
            ConnectionLifetime lifetime = context.channel().parent().pipeline().get(ConnectionLifetime.class);
            if (lifetime != null) {
                lifetime.refuse(context.channel());
            }
        }
        super.encode(context, message, out);
    }

    /** A target of another form would name a second authority. */
    private static boolean isTargetValid(Http2Headers headers) {
        @Nullable CharSequence method = headers.method();
        @Nullable CharSequence path = headers.path();
        if (method == null || path == null) {
            // What comes behind a body, or CONNECT.
            return true;
        }
        return (path.length() > 0 && path.charAt(0) == '/')
                || ("*".contentEquals(path) && HttpMethod.OPTIONS.name().contentEquals(method));
    }
}
