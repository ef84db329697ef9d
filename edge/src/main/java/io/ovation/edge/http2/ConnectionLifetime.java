package io.ovation.edge.http2;

import io.micrometer.core.instrument.Metrics;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.ovation.edge.http1.ConnectionLimit;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection that has carried no stream for long, one at a port that is closing, once its streams have ended, and one
 * whose client has closed its half. The last in its pipeline: frames that are of no stream end here.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.8">RFC 9113, section 6.8</a>
 */
final class ConnectionLifetime extends ChannelInboundHandlerAdapter {

    /** As many as streams that are given up. */
    private static final int REFUSALS = BoundedCodec.RESETS;

    private static final Duration REFUSALS_PERIOD = Duration.ofSeconds(BoundedCodec.RESETS_SECONDS);

    private final Multiplexing settings;
    private final Http2Connection connection;
    private final CountPerPeriod refusals = new CountPerPeriod(REFUSALS, REFUSALS_PERIOD, System::nanoTime);
    private long dueNanos;
    private int viewers;
    private @Nullable ConnectionLimit limit;
    private @Nullable Future<?> timer;

    ConnectionLifetime(Multiplexing settings, Http2Connection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        dueNanos = now(context) + settings.firstRequest().toNanos();
        setTimer(context, settings.firstRequest().toNanos());
        connection.addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                dueNanos = now(context) + settings.idle().toNanos();
                if (settings.isClosing().getAsBoolean()) {
                    // Not before what it ends with has been written.
                    context.executor().execute(() -> leave(context));
                }
            }

            @Override
            public void onGoAwaySent(int lastStream, long code, ByteBuf debugData) {
                onEnd(context.channel(), Http2Error.valueOf(code));
            }
        });
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Such streams have a bound of their own: while the connection carries any, {@link ConnectionLimit} does not count it. */
    void carry(Channel taken) {
        ChannelPipeline pipeline = taken.parent().pipeline();
        viewers++;
        if (limit == null) {
            limit = pipeline.get(ConnectionLimit.class);
            pipeline.remove(limit);
        }
        taken.closeFuture().addListener(closed -> {
            viewers--;
            if (viewers > 0 || !taken.parent().isActive() || limit == null) {
                return;
            }
            if (limit.isFull()) {
                // Without cutting off what else is asked for on it.
                leave(pipeline.context(this));
            } else {
                pipeline.addFirst(limit);
                limit = null;
            }
        });
    }

    /**
     * A request is refused in a way that would end a connection of HTTP/1.1: before any limit was asked. There a client
     * that goes on needs new connections, whose rate is bounded.
     */
    void refuse(Channel taken) {
        if (!refusals.take() && !connection.goAwaySent()) {
            ChannelHandlerContext context = taken.parent().pipeline().context(this);
            context.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.ENHANCE_YOUR_CALM))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** What answers consist of but for their bodies waits without a bound for a client that does not read. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        ReferenceCountUtil.release(frame);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            context.close();
        }
    }

    /** What breaks the protocol has been answered; anything else is the client's network. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) == null) {
            context.close();
        }
    }

    private void onEnd(Channel ended, Http2Error error) {
        if (error != Http2Error.NO_ERROR) {
            Metrics.counter("ovation.edge.http2.errors", "port", settings.port(), "error", error.name())
                    .increment();
        }
        if (error == Http2Error.ENHANCE_YOUR_CALM) {
            settings.onFlood().accept(ended);
        }
    }

    private void leave(ChannelHandlerContext context) {
        if (!connection.goAwaySent()) {
            context.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
        }
        if (connection.numActiveStreams() == 0) {
            context.close();
        }
    }

    private void setTimer(ChannelHandlerContext context, long nanos) {
        timer = context.executor().schedule(() -> ring(context), nanos, TimeUnit.NANOSECONDS);
    }

    private void ring(ChannelHandlerContext context) {
        long left = dueNanos - now(context);
        if (connection.numActiveStreams() > 0) {
            setTimer(context, settings.idle().toNanos());
        } else if (left > 0) {
            setTimer(context, left);
        } else {
            context.close();
        }
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }
}
