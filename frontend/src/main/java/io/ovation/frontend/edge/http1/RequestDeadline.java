package io.ovation.frontend.edge.http1;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose next request is not complete in time, however steadily its bytes drip. Sees complete
 * requests only; gone once the connection has become a stream.
 */
public final class RequestDeadline extends ChannelInboundHandlerAdapter {

    private final Duration timeout;
    private @Nullable Future<?> deadline;

    public RequestDeadline(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        start(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object request) {
        cancel();
        start(context);
        context.fireChannelRead(request);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        cancel();
    }

    private void start(ChannelHandlerContext context) {
        deadline = context.executor().schedule((Runnable) context::close, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void cancel() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}
