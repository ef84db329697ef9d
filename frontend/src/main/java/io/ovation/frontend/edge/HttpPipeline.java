package io.ovation.frontend.edge;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.ovation.common.http.Problem;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a connection passes through while it speaks HTTP; all of it goes when the connection becomes a stream. */
final class HttpPipeline extends ChannelInitializer<SocketChannel> {

    /** A hundred topics with ids of full length fit. */
    static final int MAX_LINE_BYTES = 16 * 1024;

    static final int MAX_HEADER_BYTES = 16 * 1024;

    /** The names of the handlers that a stream does without. */
    static final List<String> HTTP_HANDLERS = List.of("timeout", "codec", "keep-alive", "aggregator", "router");

    private static final int MAX_CHUNK_BYTES = 8 * 1024;

    private final EdgeSettings settings;
    private final Answers answers;
    private final ChannelHandler router;

    HttpPipeline(EdgeSettings settings, Answers answers, ChannelHandler router) {
        this.settings = settings;
        this.answers = answers;
        this.router = router;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        channel.pipeline()
                .addLast(
                        "timeout",
                        new ReadTimeoutHandler(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS))
                .addLast("codec", new HttpServerCodec(MAX_LINE_BYTES, MAX_HEADER_BYTES, MAX_CHUNK_BYTES))
                .addLast("keep-alive", new HttpServerKeepAliveHandler())
                .addLast("aggregator", new Aggregator())
                .addLast("router", router);
    }

    private final class Aggregator extends HttpObjectAggregator {

        Aggregator() {
            super(settings.maxBodyBytes());
        }

        @Override
        protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
            answers.closeWith(
                    context, Problem.tooLarge("the body may have at most " + settings.maxBodyBytes() + " bytes"));
        }
    }
}
