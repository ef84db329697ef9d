package io.ovation.loadtest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.ovation.loadtest.access.ServerTrust;
import io.ovation.loadtest.transport.Transport;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the publisher API that is kept alive and has one request under way at most. It is made for the first
 * request, and again for the next one after it was lost. To be used on its event loop only.
 */
final class PublishConnection {

    private static final int MAX_QUOTED_CHARS = 300;

    private final URI server;
    private final Bootstrap bootstrap;
    private @Nullable Channel channel;
    private @Nullable Consumer<PublishAnswer> awaiting;

    PublishConnection(EventLoop loop, URI server, ServerTrust trust) {
        this.server = server;
        this.bootstrap = Transport.connections(loop)
                .remoteAddress(new InetSocketAddress(server.getHost(), ServerTrust.portOf(server)))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel made) {
                        trust.secure(made, server);
                        made.pipeline().addLast(new HttpResponseDecoder(), new Responses());
                    }
                });
    }

    /**
     * Sends a request, whose predecessor must have been answered.
     *
     * @param onAnswer told once; may send the next one
     */
    void post(byte[] request, Consumer<PublishAnswer> onAnswer) {
        awaiting = onAnswer;
        if (channel != null && channel.isActive()) {
            write(channel, request);
            return;
        }
        channel = null;
        bootstrap.connect().addListener((ChannelFuture connected) -> {
            if (connected.isSuccess()) {
                channel = connected.channel();
                write(channel, request);
            } else {
                answer(PublishAnswer.refused(
                        "cannot connect to " + server + ": " + connected.cause().getMessage()));
            }
        });
    }

    private static void write(Channel to, byte[] request) {
        to.writeAndFlush(Unpooled.wrappedBuffer(request), to.voidPromise());
    }

    private void answer(PublishAnswer answer) {
        Consumer<PublishAnswer> told = awaiting;
        if (told != null) {
            awaiting = null;
            told.accept(answer);
        }
    }

    /** Those of one connection; what comes of an earlier one is no longer of interest. */
    private final class Responses extends SimpleChannelInboundHandler<HttpObject> {

        private final StringBuilder body = new StringBuilder();
        private int status;
        private boolean keptAlive;
        private String lost = "the server closed the connection";

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part.decoderResult().isFailure()) {
                exceptionCaught(context, part.decoderResult().cause());
                return;
            }
            if (part instanceof HttpResponse response) {
                status = response.status().code();
                keptAlive = HttpUtil.isKeepAlive(response);
                body.setLength(0);
            }
            if (part instanceof HttpContent content && status != 202 && body.length() < MAX_QUOTED_CHARS) {
                body.append(content.content().toString(UTF_8));
            }
            if (part instanceof LastHttpContent) {
                onComplete(context);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (channel == context.channel()) {
                answer(PublishAnswer.refused(lost));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            lost = Transport.reason(cause);
            context.close();
        }

        private void onComplete(ChannelHandlerContext context) {
            if (!keptAlive) {
                channel = null;
                context.close();
            }
            answer(PublishAnswer.of(
                    status,
                    body.substring(0, Math.min(MAX_QUOTED_CHARS, body.length())).strip()));
        }
    }
}
