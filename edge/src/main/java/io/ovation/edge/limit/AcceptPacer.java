package io.ovation.edge.limit;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.ovation.common.limit.Rate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Accepts so many connections a second and no more. The others wait in the kernel's backlog, and are not refused: a storm
 * of viewers who come back is served in turn, and leaves time for those who are there. Of a listening socket.
 */
public final class AcceptPacer extends ChannelInboundHandlerAdapter {

    private final Bucket bucket;
    private final Counter paced;

    /** @param port its name */
    public AcceptPacer(String port, Rate rate) {
        this.bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                .withNanosecondPrecision()
                .build();
        this.paced = Metrics.counter("ovation.edge.connections.paced", "port", port);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        // One that has been accepted goes on even if it is one too many: there is a batch of them at most.
        long nanos = bucket.consumeIgnoringRateLimits(1);
        context.fireChannelRead(accepted);
        if (nanos > 0 && context.channel().config().isAutoRead()) {
            paced.increment();
            context.channel().config().setAutoRead(false);
            context.executor()
                    .schedule(() -> context.channel().config().setAutoRead(true), nanos, TimeUnit.NANOSECONDS);
        }
    }
}
