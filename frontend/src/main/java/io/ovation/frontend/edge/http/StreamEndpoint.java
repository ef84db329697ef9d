package io.ovation.frontend.edge.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.ovation.access.rights.Caller;
import io.ovation.edge.HttpPipeline;
import io.ovation.edge.message.RequestTarget;
import io.ovation.frontend.edge.channel.StreamFraming;
import io.ovation.frontend.edge.channel.StreamHandler;
import io.ovation.frontend.receipt.ReceiptSettings;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

/** {@code GET /v1/stream}: turns an HTTP request into an event stream and hands it to its event loop's supervisor. */
final class StreamEndpoint {

    private final EndpointContext shared;
    private final ReceiptSettings receipts;

    StreamEndpoint(EndpointContext shared, ReceiptSettings receipts) {
        this.shared = shared;
        this.receipts = receipts;
    }

    /** @return an answer if the request does not become a stream */
    CompletionStage<Optional<FullHttpResponse>> handle(
            ChannelHandlerContext context, FullHttpRequest request, RequestTarget target, Caller caller) {
        WatchRequest watch = shared.requests().read(request, target).by(caller);
        if (request.method().equals(HttpMethod.HEAD)) {
            return CompletableFuture.completedStage(Optional.of(shared.answers().streamHead()));
        }
        StreamFraming framing = StreamFraming.of(context.channel(), request.protocolVersion());
        return shared.requests()
                .take(context.channel(), request, watch)
                .thenApply(turn -> context.isRemoved() ? Optional.empty() : admit(context, framing, watch));
    }

    private Optional<FullHttpResponse> admit(ChannelHandlerContext context, StreamFraming framing, WatchRequest watch) {
        Optional<FullHttpResponse> refusal = shared.admit(context.channel().closeFuture(), watch);
        if (refusal.isEmpty()) {
            become(context, framing, watch);
        }
        return refusal;
    }

    private void become(ChannelHandlerContext context, StreamFraming framing, WatchRequest watch) {
        StreamHandler stream = new StreamHandler(context.channel(), framing, shared.waiting());
        context.write(head(framing), context.voidPromise());
        HttpPipeline.takeOver(context, stream);
        shared.open(context, stream, watch, areReceiptsAskedFor());
    }

    private boolean areReceiptsAskedFor() {
        return receipts.areAskedFor(shared.admission().open(), ThreadLocalRandom.current());
    }

    /** Nothing comes behind a stream: its connection ends with it, unless it is one of several, which say nothing of it. */
    private HttpResponse head(StreamFraming framing) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        shared.answers().describeStream(head.headers());
        head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (framing == StreamFraming.CHUNKED) {
            head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        return head;
    }
}
