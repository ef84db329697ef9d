package io.ovation.edge.route;

import akka.util.ByteString;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Writes a body that comes in parts. No more of them are asked for than the client takes, and none once it has gone. One
 * that fails ends its connection without its last chunk, by which the client knows that it has been cut.
 *
 * <p>Parts come on any thread, and all else happens on the connection's event loop.
 */
final class StreamedEntity implements Subscriber<ByteString> {

    /** Parts on their way. */
    private static final int DEMAND = 4;

    private final ChannelHandlerContext context;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final ChannelFutureListener clientGone = this::onClientGone;
    private @Nullable Subscription subscription;

    StreamedEntity(ChannelHandlerContext context) {
        this.context = context;
    }

    /** Once its last part has been written, or the connection is gone. */
    CompletionStage<Void> whenEnded() {
        return ended;
    }

    @Override
    public void onSubscribe(Subscription begun) {
        context.executor().execute(() -> {
            subscription = begun;
            context.channel().closeFuture().addListener(clientGone);
            begun.request(DEMAND);
        });
    }

    @Override
    public void onNext(ByteString part) {
        context.executor()
                .execute(() -> context.writeAndFlush(new DefaultHttpContent(ResponseConversion.bytes(part)))
                        .addListener((ChannelFuture written) -> {
                            if (written.isSuccess() && subscription != null) {
                                subscription.request(1);
                            }
                        }));
    }

    @Override
    public void onComplete() {
        context.executor()
                .execute(() -> context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
                        .addListener(written -> end()));
    }

    @Override
    public void onError(Throwable failure) {
        context.executor().execute(context::close);
    }

    private void onClientGone(ChannelFuture closed) {
        if (subscription != null) {
            subscription.cancel();
        }
        end();
    }

    private void end() {
        context.channel().closeFuture().removeListener(clientGone);
        ended.complete(null);
    }
}
