package io.ovation.edge.limit;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.ovation.common.limit.Rate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Accepts so many connections a second and no more. The others wait in the kernel's backlog, and are not refused: a storm
 * of viewers who come back is served in turn, and leaves time for those who are there. Only an address from which too
 * many come is refused, lest it takes the turns of all others. Of a listening socket.
 */
public final class AcceptPacer extends ChannelInboundHandlerAdapter {

    private final Bucket bucket;
    private final NewConnectionsPerAddress perAddress;
    private final Counter paced;

    private AcceptPacer(String port, Rate rate, NewConnectionsPerAddress perAddress) {
        this.perAddress = perAddress;
        this.bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                .withNanosecondPrecision()
                .build();
        this.paced = Metrics.counter("ovation.edge.connections.paced", "port", port);
    }

    /**
     * @param port its name
     * @return nothing where connections may come as they like
     */
    public static Optional<AcceptPacer> create(String port, LimitSettings settings) {
        return settings.rates()
                .map(rates -> new AcceptPacer(
                        port,
                        rates.newConnections(),
                        new NewConnectionsPerAddress(port, settings, rates.newConnectionsPerAddress())));
    }

    public NewConnectionsPerAddress perAddress() {
        return perAddress;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        if (accepted instanceof Channel connection && !perAddress.admit(connection)) {
            // It has no event loop yet, on which it could be closed otherwise.
            connection.unsafe().closeForcibly();
            return;
        }
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
