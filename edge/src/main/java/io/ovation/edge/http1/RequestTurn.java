package io.ovation.edge.http1;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.ovation.common.http.ProblemException;
import io.ovation.edge.limit.RequestsPerAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets in a request once it is the turn of its address. Until then its body is not read, nor any further request of its
 * connection: answers leave in the order of the requests. One that is refused is let in, and says so.
 *
 * <p>Has its place behind {@link ResponseWriter}, and before the body is put together.
 */
public final class RequestTurn extends ChannelInboundHandlerAdapter {

    private final RequestsPerAddress limit;
    private final RequestFlowControl flow;
    private final ResponseWriter writer;
    private final RequestDeadline deadline;
    private @Nullable ProblemException refusal;

    public RequestTurn(
            RequestsPerAddress limit, RequestFlowControl flow, ResponseWriter writer, RequestDeadline deadline) {
        this.limit = limit;
        this.flow = flow;
        this.writer = writer;
        this.deadline = deadline;
    }

    /** Why the request that has been let in last is refused; nothing if it is not. */
    public static Optional<ProblemException> refusal(ChannelHandlerContext context) {
        return Optional.ofNullable(context.pipeline().get(RequestTurn.class)).map(turn -> turn.refusal);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request && request.decoderResult().isSuccess()) {
            Duration wait = take(context, request);
            if (!wait.isZero()) {
                letInAfter(wait, context, request);
                return;
            }
        }
        context.fireChannelRead(message);
    }

    private Duration take(ChannelHandlerContext context, HttpRequest request) {
        refusal = null;
        try {
            return limit.take(context.channel(), request.headers());
        } catch (ProblemException e) {
            refusal = e;
            return Duration.ZERO;
        }
    }

    private void letInAfter(Duration wait, ChannelHandlerContext context, HttpRequest request) {
        flow.pause();
        deadline.making();
        Runnable turn = () -> {
            if (isWaitedFor(context)) {
                letIn(context, request);
            }
            if (isWaitedFor(context)) {
                flow.resume();
            }
        };
        context.executor()
                .schedule(turn, wait.toNanos(), TimeUnit.NANOSECONDS)
                // Also if the event loop ends before.
                .addListener(done -> ReferenceCountUtil.release(request));
    }

    private void letIn(ChannelHandlerContext context, HttpRequest request) {
        if (!(request instanceof LastHttpContent)) {
            deadline.reading();
        }
        context.fireChannelRead(ReferenceCountUtil.retain(request));
    }

    /** Whether nobody has answered in its place, and the client is there. */
    private boolean isWaitedFor(ChannelHandlerContext context) {
        return !context.isRemoved() && context.channel().isActive() && !writer.isOver();
    }
}
