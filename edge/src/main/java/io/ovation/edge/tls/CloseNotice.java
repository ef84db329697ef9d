package io.ovation.edge.tls;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;

/**
 * Closes a connection of which the client has said that it ends. TLS 1.3 would let us answer first, but TLS 1.2 and
 * BoringSSL do not.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.8">RFC 9112, section 9.8</a>
 */
@ChannelHandler.Sharable
final class CloseNotice extends ChannelInboundHandlerAdapter {

    static final CloseNotice INSTANCE = new CloseNotice();

    private CloseNotice() {}

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        context.fireUserEventTriggered(event);
        if (event instanceof SslCloseCompletionEvent end && end.isSuccess()) {
            context.close();
        }
    }
}
