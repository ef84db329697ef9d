package io.ovation.frontend.edge.http1;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the connections that are not streams, or not yet. Counts a connection for as long as this handler is in its
 * pipeline, which ends when it becomes a stream and when it closes.
 */
@ChannelHandler.Sharable
public final class ConnectionLimit extends ChannelInboundHandlerAdapter {

    private final AtomicInteger present = Metrics.gauge("ovation.frontend.visitors", new AtomicInteger());
    private final Counter refused = Metrics.counter("ovation.frontend.visitors.refused", "reason", "full");
    private final int bound;

    public ConnectionLimit(int bound) {
        this.bound = bound;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (present.incrementAndGet() > bound) {
            refused.increment();
            // An answer would need what such a flood is after: the memory to read a request.
            context.close();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        present.decrementAndGet();
    }
}
