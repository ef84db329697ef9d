package io.ovation.frontend.edge;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.ovation.common.http.Problem;
import java.util.List;

/** What a connection passes through while it speaks HTTP; all of it goes when the connection becomes a stream. */
final class HttpPipeline extends ChannelInitializer<SocketChannel> {

    /** A hundred topics with ids of full length fit. */
    static final int MAX_LINE_BYTES = 16 * 1024;

    static final int MAX_HEADER_BYTES = 16 * 1024;

    static final String CODEC = "codec";

    /** The names of the handlers that a stream does without, the last first: what the others let go finds no router. */
    static final List<String> HTTP_HANDLERS =
            List.of("router", "deadline", "intake", "aggregator", "keep-alive", CODEC, "visitors");

    private static final int MAX_CHUNK_BYTES = 8 * 1024;

    private final EdgeSettings settings;
    private final Answers answers;
    private final Visitors visitors;
    private final ChannelHandler router;

    HttpPipeline(EdgeSettings settings, Answers answers, ChannelHandler router) {
        this.settings = settings;
        this.answers = answers;
        this.visitors = new Visitors(settings.maxVisitors());
        this.router = router;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast("visitors", visitors);
        if (!channel.isOpen()) {
            return;
        }
        pipeline.addLast(CODEC, new HttpServerCodec(MAX_LINE_BYTES, MAX_HEADER_BYTES, MAX_CHUNK_BYTES))
                .addLast("keep-alive", new HttpServerKeepAliveHandler())
                .addLast("aggregator", new Aggregator())
                .addLast("intake", new Intake(channel))
                .addLast("deadline", new RequestDeadline(settings.requestTimeout()))
                .addLast("router", router);
    }

    private final class Aggregator extends HttpObjectAggregator {

        Aggregator() {
            super(settings.maxBodyBytes());
        }

        @Override
        protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
            answers.closeWith(context, tooLarge());
        }

        /** To a client that asks whether it may send its body. */
        @Override
        protected Object newContinueResponse(HttpMessage start, int maxBytes, ChannelPipeline pipeline) {
            Object response = super.newContinueResponse(start, maxBytes, pipeline);
            boolean refused = response instanceof HttpResponse answer
                    && answer.status().equals(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
            return refused ? answers.problem(tooLarge()) : response;
        }

        private Problem tooLarge() {
            return Problem.tooLarge("the body may have at most " + settings.maxBodyBytes() + " bytes");
        }
    }
}
