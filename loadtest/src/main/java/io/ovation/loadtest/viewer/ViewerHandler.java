package io.ovation.loadtest.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/** One viewer's connection: sends the request, then reads head, chunks and events in place. */
final class ViewerHandler extends ChannelInboundHandlerAdapter {

    private static final int MAX_QUOTED_BYTES = 300;

    private final StreamListener listener;
    private final EventScanner events;
    private byte @Nullable [] request;
    private @Nullable ResponseHead head = new ResponseHead();
    private @Nullable ChunkedBody chunks;
    private String closeReason = "the server closed the connection";

    ViewerHandler(byte[] request, StreamListener listener) {
        this.request = request;
        this.listener = listener;
        this.events = new EventScanner(listener);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.writeAndFlush(Unpooled.wrappedBuffer(request), context.voidPromise());
        request = null;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws ProtocolException {
        ByteBuf bytes = (ByteBuf) message;
        try {
            int from = head == null ? bytes.readerIndex() : readHead(bytes);
            if (from >= 0) {
                readBody(context, bytes, from);
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        listener.onClosed(closeReason);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        closeReason = cause instanceof ProtocolException ? cause.getMessage() : cause.toString();
        context.close();
    }

    private int readHead(ByteBuf bytes) throws ProtocolException {
        int bodyStart = head.feed(bytes, bytes.readerIndex(), bytes.writerIndex());
        if (bodyStart < 0) {
            return -1;
        }
        if (head.status() != 200 || !head.isEventStream()) {
            int length = Math.min(MAX_QUOTED_BYTES, bytes.writerIndex() - bodyStart);
            String body = bytes.toString(bodyStart, length, UTF_8).strip();
            throw new ProtocolException("the server answered with status " + head.status()
                    + (head.status() == 200 ? " but no event stream" : "") + (body.isEmpty() ? "" : ": " + body));
        }
        chunks = head.isChunked() ? new ChunkedBody(events) : null;
        head = null;
        return bodyStart;
    }

    private void readBody(ChannelHandlerContext context, ByteBuf bytes, int from) throws ProtocolException {
        if (chunks == null) {
            events.scan(bytes, from, bytes.writerIndex());
            return;
        }
        chunks.feed(bytes, from, bytes.writerIndex());
        if (chunks.ended()) {
            closeReason = "the server ended the stream";
            context.close();
        }
    }
}
