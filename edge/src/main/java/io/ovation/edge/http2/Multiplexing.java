package io.ovation.edge.http2;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Lets the connections of a port speak HTTP/2. Each stream is a channel of its own, on its connection's event loop.
 *
 * @param port its name
 * @param firstRequest how long a connection may be without one
 * @param idle how long it may carry none after that
 * @param maxHeadBytes of a request
 * @param maxPendingBytes that may wait for one stream before it counts as full
 * @param isClosing whether clients are to go elsewhere
 * @param onFlood told of each connection that ends because too much was asked on it
 * @param streams adds to a stream what its request and its answer pass through
 */
public record Multiplexing(
        String port,
        Duration firstRequest,
        Duration idle,
        int maxHeadBytes,
        int maxPendingBytes,
        BooleanSupplier isClosing,
        Consumer<Channel> onFlood,
        Consumer<Channel> streams) {

    /** Adds to a connection, which has agreed on HTTP/2, what reads and writes its frames. */
    public void begin(ChannelPipeline pipeline) {
        Http2FrameCodec codec = BoundedCodec.create(maxHeadBytes);
        pipeline.addLast(codec)
                .addLast(new Http2MultiplexHandler(new StreamInitializer(this, codec.connection())))
                .addLast(new ConnectionLifetime(this, codec.connection()));
    }

    /** To be told of each channel that has become somebody's for good. Those that are no stream of HTTP/2 are ignored. */
    public static void takeOver(Channel channel) {
        if (channel instanceof Http2StreamChannel stream) {
            ChannelPipeline connection = stream.parent().pipeline();
            connection.get(ConnectionLifetime.class).carry(stream);
        }
    }

    @Sharable
    private static final class StreamInitializer extends ChannelInitializer<Channel> {

        private final Multiplexing settings;
        private final Http2Connection connection;

        StreamInitializer(Multiplexing settings, Http2Connection connection) {
            this.settings = settings;
            this.connection = connection;
        }

        @Override
        protected void initChannel(Channel stream) {
            int most = settings.maxPendingBytes();
            stream.config().setWriteBufferWaterMark(new WriteBufferWaterMark(most / 2, most));
            stream.closeFuture().addListener(closed -> giveUp((Http2StreamChannel) stream));
            settings.streams().accept(stream);
        }

        /**
         * Netty resets no stream whose answer has been written to its end. One that still waits for the client's window
         * would be kept, and its connection with it, for as long as the client likes.
         */
        private void giveUp(Http2StreamChannel closed) {
            Http2Stream stream = connection.stream(closed.stream().id());
            if (stream != null
                    && stream.state() != Http2Stream.State.CLOSED
                    && !stream.isResetSent()
                    && closed.parent().isActive()) {
                closed.parent().writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL).stream(closed.stream()));
            }
        }
    }
}
