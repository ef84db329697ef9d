package io.ovation.edge.http1;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.flow.FlowControlHandler;

/**
 * Lets in the requests of one connection. While one waits for its answer, while the client leaves many answers unread,
 * and after the last answer, nothing is read, and requests that have been read already are held back. So answers leave
 * in the order of the requests, and no more of them wait here than a viewer's events may.
 *
 * <p>That the client has closed its half of the connection is let in, as a message, in its place behind the requests.
 */
public final class RequestFlowControl extends FlowControlHandler {

    private final Channel channel;
    private int pauses;
    private boolean closed;

    public RequestFlowControl(Channel channel) {
        this.channel = channel;
    }

    /** Of the connection that a handler handles. */
    public static RequestFlowControl of(ChannelHandlerContext context) {
        return context.pipeline().get(RequestFlowControl.class);
    }

    /** Lets in nothing until {@link #resume}, which each who pauses has to call. */
    public void pause() {
        pauses++;
        adjust();
    }

    public void resume() {
        pauses--;
        adjust();
    }

    /** Lets in nothing any more. What becomes of the connection then is no concern of this. */
    public void close() {
        closed = true;
        channel.config().setAutoRead(false);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent) {
            channelRead(context, event);
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            // Not within the write that made it writable: pipelined requests would be answered within each other.
            context.executor().execute(() -> {
                if (!context.isRemoved()) {
                    adjust();
                }
            });
        } else {
            adjust();
        }
        context.fireChannelWritabilityChanged();
    }

    private void adjust() {
        if (!closed) {
            channel.config().setAutoRead(pauses == 0 && channel.isWritable());
        }
    }
}
