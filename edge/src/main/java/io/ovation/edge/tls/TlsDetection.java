package io.ovation.edge.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.function.Consumer;

/**
 * Tells by its first byte whether a client encrypts, and gives its place to what decrypts then. A connection on which
 * nothing comes costs no more than one that is not encrypted.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-5.1">RFC 8446, section 5.1</a>
 */
public final class TlsDetection extends ChannelInboundHandlerAdapter {

    private static final int HANDSHAKE = 22;

    private final CurrentCertificate certificate;
    private final Consumer<ChannelHandlerContext> plain;

    /** @param plain answers a client that does not encrypt */
    public TlsDetection(CurrentCertificate certificate, Consumer<ChannelHandlerContext> plain) {
        this.certificate = certificate;
        this.plain = plain;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf first = (ByteBuf) message;
        if (!first.isReadable()) {
            first.release();
            return;
        }
        if (first.getByte(first.readerIndex()) == HANDSHAKE) {
            try {
                decrypt(context);
            } catch (ClosedChannelException e) {
                ReferenceCountUtil.release(message);
                context.close();
                return;
            }
            context.fireChannelRead(first);
        } else {
            first.release();
            plain.accept(context);
        }
        context.pipeline().remove(this);
    }

    private void decrypt(ChannelHandlerContext context) throws ClosedChannelException {
        context.pipeline()
                .addAfter(context.name(), Encryption.CLOSE_NOTICE, CloseNotice.INSTANCE)
                .addAfter(context.name(), Encryption.HANDLER, certificate.newHandler(context.alloc()));
    }
}
