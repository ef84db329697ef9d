package io.ovation.edge.http1;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the connections of a port. Counts one for as long as this handler is in its pipeline, which ends when somebody
 * takes it over, for a stream, and when it closes.
 */
@ChannelHandler.Sharable
public final class ConnectionLimit extends ChannelInboundHandlerAdapter {

    private final AtomicInteger present;
    private final Counter refused;
    private final int bound;

    /** @param port its name */
    public ConnectionLimit(String port, int bound) {
        this.present = Metrics.gauge("ovation.edge.connections", Tags.of("port", port), new AtomicInteger());
        this.refused = Metrics.counter("ovation.edge.connections.refused", "port", port, "reason", "full");
        this.bound = bound;
    }

    /** Whether one more would be refused now. */
    public boolean isFull() {
        return present.get() >= bound;
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
