package io.ovation.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import io.ovation.edge.http1.RequestFlowControl;
import io.ovation.edge.http1.ResponseWriter;
import io.ovation.edge.limit.RequestsPerAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses what no handler needs to see, and gives the other requests to the port's. */
@ChannelHandler.Sharable
final class RequestReceiver extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(RequestReceiver.class);

    /** The target of a request that is about no path, but about the whole server. */
    private static final String SERVER = "*";

    private final DrainGate gate;
    private final Optional<RequestsPerAddress> limit;
    private final HostCheck hosts;
    private final RequestHandler handler;
    private final Answers answers;

    RequestReceiver(
            DrainGate gate,
            Optional<RequestsPerAddress> limit,
            HostCheck hosts,
            RequestHandler handler,
            Answers answers) {
        this.gate = gate;
        this.limit = limit;
        this.hosts = hosts;
        this.handler = handler;
        this.answers = answers;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof ChannelInputShutdownEvent) {
            // All requests have their answers, or will never be complete.
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else {
            super.channelRead(context, message);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            answers.closeWith(context, answers.problem(problemOf(request.decoderResult())));
            return;
        }
        if (gate.isClosed()) {
            answers.closeWith(context, gate.refusal(answers));
            return;
        }
        try {
            Duration wait = limit.map(perAddress -> perAddress.take(context.channel(), request.headers()))
                    .orElse(Duration.ZERO);
            hosts.check(request);
            if (wait.isZero()) {
                receive(context, request);
            } else {
                receiveAfter(wait, context, request.retain());
            }
        } catch (ProblemException e) {
            context.writeAndFlush(answers.problem(e));
        }
    }

    /** Until then no further request of the connection is read: answers leave in the order of the requests. */
    private void receiveAfter(Duration wait, ChannelHandlerContext context, FullHttpRequest request) {
        RequestFlowControl flow = RequestFlowControl.of(context);
        flow.pause();
        context.executor()
                .schedule(
                        () -> {
                            if (isWaitedFor(context)) {
                                receiveInTurn(context, request);
                            }
                            if (isWaitedFor(context)) {
                                flow.resume();
                            }
                        },
                        wait.toNanos(),
                        TimeUnit.NANOSECONDS)
                // Also if the event loop ends before.
                .addListener(done -> request.release());
    }

    /** Whether nobody has answered in its place, and the client is there. */
    private static boolean isWaitedFor(ChannelHandlerContext context) {
        return !context.isRemoved()
                && context.channel().isActive()
                && !ResponseWriter.of(context).isOver();
    }

    private void receiveInTurn(ChannelHandlerContext context, FullHttpRequest request) {
        if (gate.isClosed()) {
            answers.closeWith(context, gate.refusal(answers));
            return;
        }
        try {
            receive(context, request);
        } catch (ProblemException e) {
            context.writeAndFlush(answers.problem(e));
        }
    }

    private void receive(ChannelHandlerContext context, FullHttpRequest request) {
        HttpMethod method = request.method();
        if (method.equals(HttpMethod.CONNECT)) {
            // Its target is no path.
            context.writeAndFlush(answers.methodNotAllowed(handler.methods()));
        } else if (method.equals(HttpMethod.OPTIONS) && request.uri().equals(SERVER)) {
            context.writeAndFlush(answers.options(handler.methods()));
        } else {
            handler.handle(context, request);
        }
    }

    private static Problem problemOf(DecoderResult result) {
        if (result.cause() instanceof ProblemException refused) {
            return refused.problem();
        }
        if (result.cause() instanceof TooLongHttpLineException) {
            return Problem.uriTooLong("the request line may have at most " + HttpPipeline.MAX_LINE_BYTES + " bytes");
        }
        if (result.cause() instanceof TooLongHttpHeaderException) {
            return Problem.headersTooLarge("the headers may have at most " + HttpPipeline.MAX_HEADER_BYTES + " bytes");
        }
        return Problem.malformed("this is not an HTTP/1.1 request");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) != null) {
            // The stream ends with the error that is named there.
            context.fireExceptionCaught(cause);
            return;
        }
        // All are a client's doing: it has gone away, or sends more requests than may wait here.
        if (!(cause instanceof IOException)
                && !(cause instanceof PrematureChannelClosureException)
                && !(cause instanceof DecoderException)) {
            LOG.warn("a request failed", cause);
        }
        context.close();
    }
}
