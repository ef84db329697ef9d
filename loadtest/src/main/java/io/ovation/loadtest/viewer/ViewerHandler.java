package io.ovation.loadtest.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.ovation.loadtest.transport.Transport;
import java.net.ProtocolException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One viewer's connection: sends the request, then reads head, chunks and events in place. One that is not to read at
 * once leaves what comes to the kernel, for a while or for good.
 */
final class ViewerHandler extends ChannelInboundHandlerAdapter {

    private static final int MAX_QUOTED_BYTES = 300;
    private static final int REFUSAL_MILLIS = 1_000;

    /** Some thirty to ninety comments, different for each viewer, so that they do not all read at the same time. */
    private static final int MIN_LATE_BYTES = 8 * 1024;

    private static final int MAX_LATE_BYTES = 24 * 1024;

    private final StreamListener listener;
    private final EventScanner events;
    private final Habit habit;
    private byte @Nullable [] request;
    private @Nullable ResponseHead head = new ResponseHead();
    private @Nullable ChunkedBody chunks;
    private boolean refused;
    private boolean hasHabit;
    private String closeReason = "the server closed the connection";

    ViewerHandler(byte[] request, StreamListener listener, Habit habit) {
        this.request = request;
        this.listener = listener;
        this.habit = habit;
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
            int from = head == null ? bytes.readerIndex() : readHead(context, bytes);
            if (refused) {
                readRefusal(context, bytes, from);
            } else if (from >= 0) {
                readBody(context, bytes, from);
                takeUpHabit(context.channel());
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
        closeReason = cause instanceof ProtocolException ? cause.getMessage() : Transport.reason(cause);
        context.close();
    }

    /** Reads whatever comes from now on, and what has been left. */
    static void readAtOnce(Channel channel) {
        Transport.readOnceThereAre(1, channel);
        channel.config().setAutoRead(true);
    }

    private void takeUpHabit(Channel channel) {
        if (hasHabit || !events.opened()) {
            return;
        }
        hasHabit = true;
        switch (habit) {
            case AT_ONCE -> {}
            case LATE -> Transport.readOnceThereAre(lateBytes(), channel);
            case SILENT -> channel.config().setAutoRead(false);
        }
    }

    private static int lateBytes() {
        return ThreadLocalRandom.current().nextInt(MIN_LATE_BYTES, MAX_LATE_BYTES);
    }

    private int readHead(ChannelHandlerContext context, ByteBuf bytes) throws ProtocolException {
        int bodyStart = head.feed(bytes, bytes.readerIndex(), bytes.writerIndex());
        if (bodyStart < 0) {
            return -1;
        }
        if (head.status() != 200 || !head.isEventStream()) {
            refused = true;
            closeReason = "the server answered with status " + head.status()
                    + (head.status() == 200 ? " but no event stream" : "");
            // There may be no body to explain it.
            context.executor().schedule(() -> context.close(), REFUSAL_MILLIS, TimeUnit.MILLISECONDS);
        }
        chunks = head.isChunked() ? new ChunkedBody(events) : null;
        head = null;
        return bodyStart;
    }

    private void readRefusal(ChannelHandlerContext context, ByteBuf bytes, int from) {
        String body = bytes.toString(from, Math.min(MAX_QUOTED_BYTES, bytes.writerIndex() - from), UTF_8)
                .strip();
        if (!body.isEmpty()) {
            closeReason += ": " + body;
            context.close();
        }
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
