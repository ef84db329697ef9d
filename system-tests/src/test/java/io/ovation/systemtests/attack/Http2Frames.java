package io.ovation.systemtests.attack;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2FrameWriter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Settings;

/** What a client of HTTP/2 says from the begin of its connection on. Its requests are numbered from 0. */
final class Http2Frames {

    private static final byte UNKNOWN = (byte) 0xfa;
    private static final short DEFAULT_WEIGHT = Http2CodecUtil.DEFAULT_PRIORITY_WEIGHT;

    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    private final ChannelHandlerContext context = channel.pipeline().firstContext();
    private final Http2HeadersEncoder heads = new DefaultHttp2HeadersEncoder();
    private final Http2FrameWriter writer = new DefaultHttp2FrameWriter(heads);

    Http2Frames(Http2Settings settings) {
        context.write(Http2CodecUtil.connectionPrefaceBuf());
        writer.writeSettings(context, settings, context.newPromise());
    }

    Http2Frames get(int number, String path) {
        writer.writeHeaders(context, stream(number), head("GET", path), 0, true, context.newPromise());
        return this;
    }

    /** Without its body. */
    Http2Frames post(int number, String path) {
        writer.writeHeaders(context, stream(number), head("POST", path), 0, false, context.newPromise());
        return this;
    }

    Http2Frames emptyData(int number) {
        writer.writeData(context, stream(number), Unpooled.EMPTY_BUFFER, 0, false, context.newPromise());
        return this;
    }

    Http2Frames reset(int number) {
        writer.writeRstStream(context, stream(number), Http2Error.CANCEL.code(), context.newPromise());
        return this;
    }

    /** The first part of a head. */
    Http2Frames beginOfHead(int number, String path) {
        return write(Http2FrameTypes.HEADERS, number, head("GET", path));
    }

    /** One more part of it, and not the last. */
    Http2Frames continuation(int number, String name, String value) {
        return write(Http2FrameTypes.CONTINUATION, number, new DefaultHttp2Headers().add(name, value));
    }

    private Http2Frames write(byte type, int number, Http2Headers fields) {
        ByteBuf block = Unpooled.buffer();
        try {
            heads.encodeHeaders(stream(number), fields, block);
        } catch (Http2Exception e) {
            throw new AssertionError(e);
        }
        writer.writeFrame(context, type, stream(number), new Http2Flags(), block, context.newPromise());
        return this;
    }

    Http2Frames settings() {
        writer.writeSettings(context, new Http2Settings(), context.newPromise());
        return this;
    }

    Http2Frames ping() {
        writer.writePing(context, false, 0, context.newPromise());
        return this;
    }

    Http2Frames priority(int number) {
        writer.writePriority(context, stream(number), 0, DEFAULT_WEIGHT, false, context.newPromise());
        return this;
    }

    Http2Frames unknown() {
        writer.writeFrame(context, UNKNOWN, 0, new Http2Flags(), Unpooled.EMPTY_BUFFER, context.newPromise());
        return this;
    }

    /** All of it so far. */
    ByteBuf bytes() {
        channel.flushOutbound();
        ByteBuf all = Unpooled.directBuffer();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        return all;
    }

    private static int stream(int number) {
        return 1 + 2 * number;
    }

    private static Http2Headers head(String method, String path) {
        return new DefaultHttp2Headers()
                .method(method)
                .scheme("https")
                .authority("localhost")
                .path(path);
    }
}
