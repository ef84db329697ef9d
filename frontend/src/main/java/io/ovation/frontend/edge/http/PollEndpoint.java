package io.ovation.frontend.edge.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Promise;
import io.ovation.access.rights.Caller;
import io.ovation.common.http.Problem;
import io.ovation.edge.HttpPipeline;
import io.ovation.edge.message.RequestTarget;
import io.ovation.frontend.edge.channel.PollAnswer;
import io.ovation.frontend.edge.channel.PollHandler;
import io.ovation.frontend.edge.channel.PollResponses;
import io.ovation.frontend.edge.channel.StreamFraming;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code GET /v1/poll}: the events of a stream for clients that get none, because something on their way holds back what
 * has not ended. A poll is a stream that ends with its first news.
 */
final class PollEndpoint {

    private final EndpointContext shared;
    private final Counter full = Metrics.counter("ovation.frontend.polls.cut", "reason", "full");
    private final Counter shortOfMemory = Metrics.counter("ovation.frontend.polls.cut", "reason", "memory");

    PollEndpoint(EndpointContext shared) {
        this.shared = shared;
    }

    /** @return an answer if the request is not held */
    CompletionStage<Optional<FullHttpResponse>> handle(
            ChannelHandlerContext context, FullHttpRequest request, RequestTarget target, Caller caller) {
        WatchRequest watch = shared.requests().read(request, target).by(caller);
        if (watch.topics().isEmpty()) {
            throw Problem.invalid("a poll needs a topic; say for instance /v1/poll?topic=video:42")
                    .asException();
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            return CompletableFuture.completedStage(Optional.of(shared.answers().pollHead()));
        }
        Responses responses =
                new Responses(shared.answers(), StreamFraming.of(context.channel(), request.protocolVersion()));
        return shared.requests()
                .take(context.channel(), request, watch)
                .thenApply(turn -> context.isRemoved() ? Optional.empty() : admit(context, responses, watch));
    }

    private Optional<FullHttpResponse> admit(ChannelHandlerContext context, Responses responses, WatchRequest watch) {
        Promise<Void> end = context.executor().newPromise();
        Optional<FullHttpResponse> refusal = shared.admit(end, watch);
        if (refusal.isEmpty()) {
            hold(context, responses, end, watch);
        }
        return refusal;
    }

    private void hold(ChannelHandlerContext context, Responses responses, Promise<Void> end, WatchRequest watch) {
        PollHandler poll = new PollHandler(
                context.channel(),
                new PollAnswer(watch.topics(), shared.settings().pollMaxBytes()),
                responses,
                shared.settings().pollHold(),
                end,
                shared.waiting(),
                full,
                shortOfMemory);
        HttpPipeline.takeOverForAnAnswer(context, poll);
        shared.open(context, poll, watch, false);
    }

    private record Responses(ViewerAnswers answers, StreamFraming framing) implements PollResponses {

        private static final byte[] BLANK = {' '};

        @Override
        public HttpResponse whole(byte[] json) {
            return answers.poll(json);
        }

        @Override
        public HttpResponse begin() {
            HttpHeaders headers = answers.pollHead().headers();
            if (framing == StreamFraming.CHUNKED) {
                headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            }
            return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, headers);
        }

        @Override
        public HttpContent blank() {
            return new DefaultHttpContent(Unpooled.wrappedBuffer(BLANK));
        }

        @Override
        public HttpContent rest(byte[] json) {
            return new DefaultLastHttpContent(Unpooled.wrappedBuffer(json));
        }
    }
}
