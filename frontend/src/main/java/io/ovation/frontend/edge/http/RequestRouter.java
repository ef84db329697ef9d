package io.ovation.frontend.edge.http;

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
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import io.ovation.frontend.edge.message.RequestTarget;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the endpoint of a request, and an answer to what is not one. */
@ChannelHandler.Sharable
final class RequestRouter extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(RequestRouter.class);
    private static final Pattern TOPICS = Pattern.compile("/v1/stream/([^/]+)/topics");
    private static final Pattern TOKEN = Pattern.compile("/v1/stream/([^/]+)/token");

    /** The target of a request that is about no path, but about the whole server. */
    private static final String SERVER = "*";

    private static final List<HttpMethod> OF_SERVER =
            List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.OPTIONS);
    private static final List<HttpMethod> OF_CHANGES = List.of(HttpMethod.POST, HttpMethod.OPTIONS);
    private static final List<HttpMethod> OF_READING = List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final DrainGate gate;
    private final StreamEndpoint stream;
    private final PollEndpoint poll;
    private final TopicsEndpoint topics;
    private final TicketEndpoint tickets;
    private final Pages pages;
    private final Callers callers;
    private final Answers answers;

    RequestRouter(
            DrainGate gate,
            StreamEndpoint stream,
            PollEndpoint poll,
            TopicsEndpoint topics,
            TicketEndpoint tickets,
            Pages pages,
            Callers callers,
            Answers answers) {
        this.gate = gate;
        this.stream = stream;
        this.poll = poll;
        this.topics = topics;
        this.tickets = tickets;
        this.pages = pages;
        this.callers = callers;
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
            route(context, request);
        } catch (ProblemException e) {
            context.writeAndFlush(answers.problem(e.problem()));
        }
    }

    private void route(ChannelHandlerContext context, FullHttpRequest request) {
        HttpMethod method = request.method();
        if (method.equals(HttpMethod.CONNECT) || method.equals(HttpMethod.TRACE)) {
            // The target of the one is no path, and what the other would send back is nobody's business.
            context.writeAndFlush(answers.methodNotAllowed(OF_SERVER));
        } else if (method.equals(HttpMethod.OPTIONS) && request.uri().equals(SERVER)) {
            context.writeAndFlush(answers.options(OF_SERVER));
        } else {
            route(context, request, RequestTarget.parse(request.uri()));
        }
    }

    private void route(ChannelHandlerContext context, FullHttpRequest request, RequestTarget target) {
        String path = target.path();
        Matcher topicsPath = TOPICS.matcher(path);
        Matcher tokenPath = TOKEN.matcher(path);
        if (path.equals("/v1/stream")) {
            answer(context, request, OF_READING, () -> {
                callers.answer(
                        context, request, target, caller -> now(stream.handle(context, request, target, caller)));
                return Optional.empty();
            });
        } else if (path.equals("/v1/poll")) {
            answer(context, request, OF_READING, () -> {
                callers.answer(context, request, target, caller -> now(poll.handle(context, request, target, caller)));
                return Optional.empty();
            });
        } else if (topicsPath.matches()) {
            answerCaller(context, request, OF_CHANGES, caller -> {
                requireJson(request);
                return topics.handle(topicsPath.group(1), request, caller).thenApply(Optional::of);
            });
        } else if (tokenPath.matches()) {
            answerCaller(
                    context,
                    request,
                    OF_CHANGES,
                    caller -> topics.renew(tokenPath.group(1), caller).thenApply(Optional::of));
        } else if (path.equals("/v1/tickets")) {
            answerCaller(context, request, OF_CHANGES, caller -> now(Optional.of(tickets.give(caller))));
        } else {
            answer(context, request, OF_READING, () -> Optional.of(pages.handle(request, path)));
        }
    }

    /** The same for an endpoint that asks who it is. */
    private void answerCaller(
            ChannelHandlerContext context,
            FullHttpRequest request,
            List<HttpMethod> allowed,
            Callers.Endpoint endpoint) {
        answer(context, request, allowed, () -> {
            callers.answer(context, request, endpoint);
            return Optional.empty();
        });
    }

    /** @param endpoint an answer, unless it has taken the request over */
    private void answer(
            ChannelHandlerContext context,
            FullHttpRequest request,
            List<HttpMethod> allowed,
            Supplier<Optional<FullHttpResponse>> endpoint) {
        if (request.method().equals(HttpMethod.OPTIONS)) {
            context.writeAndFlush(answers.options(allowed));
        } else if (allowed.contains(request.method())) {
            endpoint.get().ifPresent(context::writeAndFlush);
        } else {
            context.writeAndFlush(answers.methodNotAllowed(allowed));
        }
    }

    private static CompletionStage<Optional<FullHttpResponse>> now(Optional<FullHttpResponse> answer) {
        return CompletableFuture.completedStage(answer);
    }

    private static void requireJson(FullHttpRequest request) {
        CharSequence mediaType = HttpUtil.getMimeType(request);
        if (mediaType == null || !"application/json".contentEquals(mediaType)) {
            throw Problem.unsupportedMediaType("Content-Type must be application/json")
                    .asException();
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
        // All are a client's doing: it has gone away, or sends more requests than may wait here.
        if (!(cause instanceof IOException)
                && !(cause instanceof PrematureChannelClosureException)
                && !(cause instanceof DecoderException)) {
            LOG.warn("a request failed", cause);
        }
        context.close();
    }
}
