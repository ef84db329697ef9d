package io.ovation.frontend.edge.http;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import java.io.IOException;
import java.util.Optional;
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

    private final DrainGate gate;
    private final StreamEndpoint stream;
    private final PollEndpoint poll;
    private final TopicsEndpoint topics;
    private final Pages pages;
    private final Answers answers;

    RequestRouter(
            DrainGate gate,
            StreamEndpoint stream,
            PollEndpoint poll,
            TopicsEndpoint topics,
            Pages pages,
            Answers answers) {
        this.gate = gate;
        this.stream = stream;
        this.poll = poll;
        this.topics = topics;
        this.pages = pages;
        this.answers = answers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            answers.closeWith(context, problemOf(request.decoderResult()));
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
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        String path = pathOf(uri);
        Matcher topicsPath = TOPICS.matcher(path);
        HttpMethod method = request.method();
        if (method.equals(HttpMethod.OPTIONS)) {
            context.writeAndFlush(answers.preflight());
        } else if (path.equals("/v1/stream")) {
            answerUnless(method, HttpMethod.GET, context, () -> stream.handle(context, request, uri));
        } else if (path.equals("/v1/poll")) {
            answerUnless(method, HttpMethod.GET, context, () -> poll.handle(context, request, uri));
        } else if (topicsPath.matches()) {
            answerUnless(method, HttpMethod.POST, context, () -> {
                answerLater(context, request, topicsPath.group(1));
                return Optional.empty();
            });
        } else if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            page(context, request, path);
        } else {
            context.writeAndFlush(answers.methodNotAllowed("GET, HEAD"));
        }
    }

    private void answerUnless(
            HttpMethod method,
            HttpMethod expected,
            ChannelHandlerContext context,
            Supplier<Optional<FullHttpResponse>> endpoint) {
        if (method.equals(expected)) {
            endpoint.get().ifPresent(context::writeAndFlush);
        } else {
            context.writeAndFlush(answers.methodNotAllowed(expected.name()));
        }
    }

    /** Until then no further request of the connection is read: answers leave in the order of the requests. */
    private void answerLater(ChannelHandlerContext context, FullHttpRequest request, String connection) {
        requireJson(request);
        CompletionStage<FullHttpResponse> answer = topics.handle(connection, request);
        RequestFlowControl flow = RequestFlowControl.of(context);
        flow.pause();
        answer.thenAcceptAsync(
                ready -> {
                    context.writeAndFlush(ready);
                    flow.resume();
                },
                context.executor());
    }

    private void page(ChannelHandlerContext context, FullHttpRequest request, String path) {
        FullHttpResponse answer = pages.handle(request, path);
        if (request.method().equals(HttpMethod.HEAD)) {
            answer.content().clear();
        }
        context.writeAndFlush(answer);
    }

    private static void requireJson(FullHttpRequest request) {
        CharSequence mediaType = HttpUtil.getMimeType(request);
        if (mediaType == null || !"application/json".contentEquals(mediaType)) {
            throw Problem.unsupportedMediaType("Content-Type must be application/json")
                    .asException();
        }
    }

    private static String pathOf(QueryStringDecoder uri) {
        try {
            uri.parameters();
            return uri.path();
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("the request's path or query is not properly percent-encoded")
                    .asException();
        }
    }

    private static Problem problemOf(DecoderResult result) {
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
        // Both are a client that has gone away.
        if (!(cause instanceof IOException) && !(cause instanceof PrematureChannelClosureException)) {
            LOG.warn("a request failed", cause);
        }
        context.close();
    }
}
