package io.ovation.frontend.edge;

import akka.actor.typed.ActorRef;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.ovation.frontend.stream.LoopSupervisor;
import java.util.Optional;
import java.util.function.IntFunction;

/** {@code GET /v1/stream}: turns an HTTP request into an event stream and hands it to its event loop's supervisor. */
final class StreamEndpoint {

    private final EdgeSettings settings;
    private final WatchRequests requests;
    private final Answers answers;
    private final StreamCount streams;
    private final Attendance attendance;
    private final EventLoops loops;
    private final IntFunction<ActorRef<LoopSupervisor.Command>> supervisors;

    StreamEndpoint(
            EdgeSettings settings,
            WatchRequests requests,
            Answers answers,
            StreamCount streams,
            Attendance attendance,
            EventLoops loops,
            IntFunction<ActorRef<LoopSupervisor.Command>> supervisors) {
        this.settings = settings;
        this.requests = requests;
        this.answers = answers;
        this.streams = streams;
        this.attendance = attendance;
        this.loops = loops;
        this.supervisors = supervisors;
    }

    /** @return an answer if the request does not become a stream */
    Optional<FullHttpResponse> handle(ChannelHandlerContext context, FullHttpRequest request, QueryStringDecoder uri) {
        WatchRequest watch = requests.read(request, uri);
        if (!streams.admit(settings.maxStreams())) {
            return Optional.of(answers.full(settings.maxStreams()));
        }
        context.channel().closeFuture().addListener(closed -> streams.release());
        attendance.begin(context.channel(), watch.member());
        become(context, watch);
        return Optional.empty();
    }

    private void become(ChannelHandlerContext context, WatchRequest watch) {
        StreamHandler stream = new StreamHandler(context.channel());
        context.write(head(), context.voidPromise());
        ChannelPipeline pipeline = context.pipeline();
        pipeline.addLast(stream);
        HttpPipeline.HTTP_HANDLERS.forEach(pipeline::remove);
        // Unread answers may have held it back; a stream that is not read is not seen to end.
        context.channel().config().setAutoRead(true);
        supervisors
                .apply(loops.indexOf(context.channel().eventLoop()))
                .tell(new LoopSupervisor.Open(stream, watch.topics(), watch.member(), watch.lastSeen()));
    }

    /** Without a length or chunks: the stream lasts as long as the connection (RFC 9112, section 6.3). */
    private HttpResponse head() {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream;charset=utf-8")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONNECTION, "close")
                .set("X-Accel-Buffering", "no");
        answers.allowOrigin(head.headers());
        return head;
    }
}
