package io.ovation.frontend.edge.channel;

import akka.actor.typed.ActorRef;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.ovation.common.memory.ByteBudget;
import io.ovation.edge.http2.WaitingBytes;
import io.ovation.frontend.frame.EncodedEvents;
import io.ovation.frontend.frame.Greeting;
import io.ovation.frontend.frame.ViewerMessage;
import io.ovation.frontend.viewer.Connection;
import io.ovation.frontend.viewer.ViewerChannel;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A channel that has become an event stream: all that is left in its pipeline, and what its actor writes to.
 *
 * <p>Bytes that do not leave at once count against what may wait for all viewers of the node. While that is overdrawn, a
 * viewer for whom some wait already gets no more.
 */
public final class StreamHandler extends ChannelInboundHandlerAdapter implements ViewerChannel {

    /** How long a viewer has to take what was written before its connection is closed. */
    private static final int LAST_BYTES_MILLIS = 1_000;

    private final Channel channel;
    private final StreamFraming framing;
    private final ByteBudget budget;
    private final int requestEnd;
    private @Nullable ActorRef<ViewerMessage> connection;

    /** Closes the channel in the end; before that, asks a client that may have gone. */
    private @Nullable Future<?> timer;

    /** Set once the last events have been written. */
    private @Nullable ChannelFuture lastLeft;

    /** As many as have been told to the budget. */
    private int waitingBytes;

    /** @param budget of the bytes that wait for viewers */
    public StreamHandler(Channel channel, StreamFraming framing, ByteBudget budget) {
        this.channel = channel;
        this.framing = framing;
        this.budget = budget;
        this.requestEnd = HalfClosure.now(channel);
    }

    @Override
    public void attach(ActorRef<ViewerMessage> viewer) {
        this.connection = viewer;
        if (!channel.isActive()) {
            viewer.tell(Connection.CLOSED);
        }
    }

    @Override
    public boolean isWritable() {
        if (waitingBytes == 0) {
            return channel.isWritable();
        }
        // Some may have left without the channel telling.
        count();
        return channel.isWritable() && (waitingBytes == 0 || !budget.isOverdrawn());
    }

    @Override
    public int waitingBytes() {
        count();
        return waitingBytes;
    }

    @Override
    public void write(EncodedEvents events) {
        channel.writeAndFlush(framing.bytes(events), channel.voidPromise());
        Sent.count(events);
        count();
    }

    @Override
    public void write(List<EncodedEvents> events) {
        for (EncodedEvents each : events) {
            channel.write(framing.bytes(each), channel.voidPromise());
            Sent.count(each);
        }
        channel.flush();
        count();
    }

    @Override
    public void end(EncodedEvents last) {
        cancelTimer();
        channel.write(framing.bytes(last), channel.voidPromise());
        Sent.count(last);
        lastLeft = channel.writeAndFlush(framing.end());
        count();
    }

    @Override
    public void close() {
        cancelTimer();
        ChannelFuture left = lastLeft == null ? channel.writeAndFlush(framing.nothing()) : lastLeft;
        left.addListener(ChannelFutureListener.CLOSE);
        if (!left.isDone()) {
            timer = channel.eventLoop().schedule((Runnable) channel::close, LAST_BYTES_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** A viewer has nothing to say on its stream, but perhaps that it has nothing more to say. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ChannelInputShutdownEvent) {
            onHalfClosed();
        }
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            onHalfClosed();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        count();
        if (connection != null && channel.isWritable()) {
            connection.tell(Connection.WRITABLE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        count();
        cancelTimer();
        if (connection != null) {
            connection.tell(Connection.CLOSED);
        }
    }

    /** Resets and time-outs of the viewer's network. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        channel.close();
    }

    private void onHalfClosed() {
        if (timer == null && HalfClosure.isClientWaiting(channel, requestEnd)) {
            timer = HalfClosure.probe(channel, () -> write(Greeting.HEARTBEAT));
        } else {
            channel.close();
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Nearly always nothing waits, and the budget is left alone. */
    private void count() {
        int now = WaitingBytes.of(channel);
        if (now != waitingBytes) {
            budget.take((long) now - waitingBytes);
            waitingBytes = now;
        }
    }
}
