package io.ovation.edge.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;

/**
 * What connections are encrypted with, until it is exchanged for another. It lies outside of the heap and is counted: what
 * is let go here is freed with the last connection that uses it. So that none is begun with what has been freed, one thread
 * has it at a time.
 */
final class SharedContext {

    private Optional<SslContext> current;

    SharedContext(SslContext first) {
        this.current = Optional.of(first);
    }

    /** @throws ClosedChannelException if there is none any more */
    synchronized SslHandler newHandler(ByteBufAllocator allocator) throws ClosedChannelException {
        return current.orElseThrow(ClosedChannelException::new).newHandler(allocator);
    }

    synchronized void replaceBy(SslContext next) {
        if (current.isEmpty()) {
            ReferenceCountUtil.release(next);
            return;
        }
        current.ifPresent(ReferenceCountUtil::release);
        current = Optional.of(next);
    }

    synchronized void close() {
        current.ifPresent(ReferenceCountUtil::release);
        current = Optional.empty();
    }
}
