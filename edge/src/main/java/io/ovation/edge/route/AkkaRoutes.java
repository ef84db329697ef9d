package io.ovation.edge.route;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.function.Function;
import akka.stream.Materializer;
import akka.stream.javadsl.Sink;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.ovation.common.async.SameThreadStage;
import io.ovation.edge.Answers;
import io.ovation.edge.RequestHandler;
import io.ovation.edge.http1.RequestFlowControl;
import io.ovation.edge.http1.ResponseWriter;
import io.ovation.edge.limit.ClientAddresses;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of a port with routes of Akka HTTP. */
final class AkkaRoutes implements RequestHandler {

    private static final Logger LOG = LoggerFactory.getLogger(AkkaRoutes.class);

    private static final int RETRY_AFTER_SECONDS = 1;

    private final RouteFunction routes;
    private final Answers answers;
    private final ResponseConversion responses;
    private final ClientAddresses clients;
    private final RequestsInFlight inFlight;
    private final Executor executor;
    private final Materializer materializer;

    /**
     * @param clients tells by which address each is known
     * @param executor for requests that would keep an event loop for too long
     * @param materializer of bodies that come in parts
     */
    AkkaRoutes(
            RouteFunction routes,
            Answers answers,
            ClientAddresses clients,
            RequestsInFlight inFlight,
            Executor executor,
            Materializer materializer) {
        this.routes = routes;
        this.answers = answers;
        this.responses = new ResponseConversion(answers);
        this.clients = clients;
        this.inFlight = inFlight;
        this.executor = executor;
        this.materializer = materializer;
    }

    @Override
    public List<HttpMethod> methods() {
        return routes.methods();
    }

    @Override
    public void handle(ChannelHandlerContext context, FullHttpRequest request) {
        HttpRequest converted = RequestConversion.convert(request, context.channel(), clients);
        if (!inFlight.begin()) {
            context.writeAndFlush(answers.unavailable("too many requests wait for their answers", RETRY_AFTER_SECONDS));
            return;
        }
        RequestFlowControl.of(context).pause();
        boolean isHead = request.method().equals(HttpMethod.HEAD);
        Asked asked = new Asked(context, request.protocolVersion(), isHead, inFlight);
        if (request.content().readableBytes() <= routes.mostBytesOnLoop()) {
            ask(converted, asked);
        } else {
            executor.execute(() -> ask(converted, asked));
        }
    }

    private void ask(HttpRequest request, Asked asked) {
        SameThreadStage.of(apply(request))
                // Not within the handling of the request: pipelined ones would be answered within each other.
                .whenComplete((response, failure) ->
                        asked.context().executor().execute(() -> answer(asked, response, failure)));
    }

    private CompletionStage<HttpResponse> apply(HttpRequest request) {
        try {
            return routes.handler().apply(request);
        } catch (Exception e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void answer(Asked asked, @Nullable HttpResponse response, @Nullable Throwable failure) {
        if (response == null) {
            LOG.warn("a route failed", failure);
            asked.answer(answers.unavailable("this node cannot answer at the moment", RETRY_AFTER_SECONDS));
        } else if (response.entity() instanceof HttpEntity.Strict body) {
            asked.answer(responses.whole(response, body));
        } else if (asked.isHead() || !asked.isOpen()) {
            response.entity().getDataBytes().runWith(Sink.cancelled(), materializer);
            asked.answer(responses.head(response));
        } else {
            asked.context().writeAndFlush(responses.begin(response, asked.version()));
            StreamedEntity body = new StreamedEntity(asked.context());
            response.entity().getDataBytes().runWith(Sink.fromSubscriber(body), materializer);
            body.whenEnded().thenRun(asked::end);
        }
    }

    /**
     * Routes, and how they are called.
     *
     * @param methods that some path answers to
     * @param mostBytesOnLoop a request with a larger body would keep its event loop for too long
     */
    record RouteFunction(
            Function<HttpRequest, CompletionStage<HttpResponse>> handler,
            List<HttpMethod> methods,
            int mostBytesOnLoop) {}

    /** A request that waits for its answer. */
    private record Asked(
            ChannelHandlerContext context, HttpVersion version, boolean isHead, RequestsInFlight inFlight) {

        /** Whether nobody has answered in its place, and the client is there. */
        boolean isOpen() {
            return context.channel().isActive() && !ResponseWriter.of(context).isOver();
        }

        void answer(FullHttpResponse answer) {
            if (isOpen()) {
                context.writeAndFlush(answer).addListener(written -> inFlight.end());
                RequestFlowControl.of(context).resume();
            } else {
                inFlight.end();
            }
        }

        /** A body that came in parts is written. */
        void end() {
            inFlight.end();
            if (context.channel().isActive()) {
                RequestFlowControl.of(context).resume();
            }
        }
    }
}
