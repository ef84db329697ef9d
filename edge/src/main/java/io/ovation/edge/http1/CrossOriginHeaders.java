package io.ovation.edge.http1;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.ovation.common.http.AllowedOrigins;
import java.util.List;

/**
 * Tells browsers with each answer, whatever it is, whether the page that asks may read it.
 *
 * <p>Has its place behind {@link RequestFlowControl}, where there is one request at a time.
 */
public final class CrossOriginHeaders extends ChannelDuplexHandler {

    private final AllowedOrigins allowed;
    private List<String> origins = List.of();

    public CrossOriginHeaders(AllowedOrigins allowed) {
        this.allowed = allowed;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            origins = request.headers().getAll(HttpHeaderNames.ORIGIN);
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        // The one that tells a client to go on is a constant, and there is nothing in it to be read.
        if (message instanceof HttpResponse response && !response.status().equals(HttpResponseStatus.CONTINUE)) {
            allowed.headers(origins).forEach(response.headers()::set);
        }
        context.write(message, promise);
    }
}
