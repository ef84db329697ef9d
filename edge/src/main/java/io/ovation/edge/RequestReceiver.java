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
import io.ovation.edge.http1.RequestTurn;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses what no handler needs to see, and gives the other requests to the port's. */
@ChannelHandler.Sharable
final class RequestReceiver extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(RequestReceiver.class);

    /** The target of a request that is about no path, but about the whole server. */
    private static final String SERVER = "*";

    private final DrainGate gate;
    private final HostCheck hosts;
    private final RequestHandler handler;
    private final Answers answers;

    RequestReceiver(DrainGate gate, HostCheck hosts, RequestHandler handler, Answers answers) {
        this.gate = gate;
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
            RequestTurn.refusal(context).ifPresent(refusal -> {
                throw refusal;
            });
            hosts.check(request);
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
