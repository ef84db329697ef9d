package io.ovation.frontend.edge;

import akka.actor.typed.ActorRef;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.ovation.frontend.stream.Connection;
import io.ovation.frontend.stream.ViewerChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A channel that has become an event stream: all that is left in its pipeline, and what its actor writes to. */
final class StreamHandler extends ChannelInboundHandlerAdapter implements ViewerChannel {

    /** How long a viewer has to take what was written before its connection is closed. */
    private static final int LAST_BYTES_MILLIS = 1_000;

    private final Channel channel;
    private @Nullable ActorRef<Connection.Command> connection;

    StreamHandler(Channel channel) {
        this.channel = channel;
    }

    @Override
    public void attach(ActorRef<Connection.Command> connection) {
        this.connection = connection;
        if (!channel.isActive()) {
            connection.tell(Connection.CLOSED);
        }
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void write(ByteBuf bytes) {
        channel.writeAndFlush(bytes, channel.voidPromise());
    }

    @Override
    public void close() {
        ChannelFuture flushed = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        if (!flushed.isDone()) {
            channel.eventLoop().schedule((Runnable) channel::close, LAST_BYTES_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** A viewer has nothing to say on its stream. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (connection != null && channel.isWritable()) {
            connection.tell(Connection.WRITABLE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (connection != null) {
            connection.tell(Connection.CLOSED);
        }
    }

    /** Resets and time-outs of the viewer's network. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        channel.close();
    }
}
