package io.ovation.edge.http1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import io.ovation.edge.tls.Encryption;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection in stages, so that a client which is still sending can read its last answer: says that no more is
 * coming, throws away what comes, and closes once the client has closed, or has had its time. Closed at once, the kernel
 * would reset the connection because of what was not read, and the client would lose the answer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.6">RFC 9112, section 9.6</a>
 */
final class LingeringClose extends ChannelInboundHandlerAdapter {

    /** What a client may have sent before it sees the answer: as much as its and our kernel take, and some. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final int MAX_SECONDS = 5;

    private int bytes;
    private @Nullable Future<?> timer;

    private LingeringClose() {}

    /** @param channel on which all has been written that there is */
    static void begin(Channel channel) {
        if (channel instanceof DuplexChannel duplex && duplex.isActive() && !duplex.isInputShutdown()) {
            channel.pipeline().addFirst(new LingeringClose());
            Encryption.end(channel).addListener(told -> duplex.shutdownOutput());
            channel.config().setAutoRead(true);
        } else {
            channel.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        timer = context.executor().schedule((Runnable) context::close, MAX_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf read = (ByteBuf) message;
        bytes += read.readableBytes();
        read.release();
        if (bytes > MAX_BYTES) {
            context.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
