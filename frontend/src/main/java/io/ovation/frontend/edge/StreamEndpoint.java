package io.ovation.frontend.edge;

import akka.actor.typed.ActorRef;
import com.github.benmanes.caffeine.cache.Interner;
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
import io.ovation.common.event.EventId;
import io.ovation.common.http.Problem;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.presence.PresenceBeacon;
import io.ovation.frontend.stream.LoopSupervisor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;

/** {@code GET /v1/stream}: turns an HTTP request into an event stream and hands it to its event loop's supervisor. */
final class StreamEndpoint {

    private static final int RETRY_AFTER_SECONDS = 5;
    private static final int MAX_ECHO = 40;
    private static final Set<String> PARAMETERS = Set.of("topic", "member", "lastEventId");

    private final EdgeSettings settings;
    private final int maxTopics;
    private final Answers answers;
    private final StreamCount streams;
    private final ActorRef<PresenceBeacon.Command> presence;
    private final EventLoops loops;
    private final IntFunction<ActorRef<LoopSupervisor.Command>> supervisors;

    /** A topic of many viewers is one object. */
    private final Interner<Topic> topics = Interner.newWeakInterner();

    StreamEndpoint(
            EdgeSettings settings,
            int maxTopics,
            Answers answers,
            StreamCount streams,
            ActorRef<PresenceBeacon.Command> presence,
            EventLoops loops,
            IntFunction<ActorRef<LoopSupervisor.Command>> supervisors) {
        this.settings = settings;
        this.maxTopics = maxTopics;
        this.answers = answers;
        this.streams = streams;
        this.presence = presence;
        this.loops = loops;
        this.supervisors = supervisors;
    }

    /** @return an answer if the request does not become a stream */
    Optional<FullHttpResponse> handle(ChannelHandlerContext context, FullHttpRequest request, QueryStringDecoder uri) {
        Set<Topic> wanted = topicsOf(uri);
        Optional<String> member = memberOf(uri);
        if (!streams.admit(settings.maxStreams())) {
            int retryAfter = RETRY_AFTER_SECONDS + ThreadLocalRandom.current().nextInt(RETRY_AFTER_SECONDS);
            return Optional.of(answers.unavailable(
                    "this node is full: it holds " + settings.maxStreams() + " streams", retryAfter));
        }
        context.channel().closeFuture().addListener(closed -> streams.release());
        member.ifPresent(name -> attend(context, name));
        become(context, wanted, member, lastSeen(request, uri));
        return Optional.empty();
    }

    /** As long as the channel is open the member is there. */
    private void attend(ChannelHandlerContext context, String member) {
        presence.tell(new PresenceBeacon.Opened(member));
        context.channel().closeFuture().addListener(closed -> presence.tell(new PresenceBeacon.Ended(member)));
    }

    private void become(
            ChannelHandlerContext context, Set<Topic> wanted, Optional<String> member, Optional<EventId> lastSeen) {
        StreamHandler stream = new StreamHandler(context.channel());
        context.write(head(), context.voidPromise());
        ChannelPipeline pipeline = context.pipeline();
        pipeline.addLast(stream);
        HttpPipeline.HTTP_HANDLERS.forEach(pipeline::remove);
        // Unread answers may have held it back; a stream that is not read is not seen to end.
        context.channel().config().setAutoRead(true);
        supervisors
                .apply(loops.indexOf(context.channel().eventLoop()))
                .tell(new LoopSupervisor.Open(stream, wanted, member, lastSeen));
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

    /** May be none: a stream can be opened first and given topics later. */
    private Set<Topic> topicsOf(QueryStringDecoder uri) {
        for (String name : uri.parameters().keySet()) {
            if (!PARAMETERS.contains(name)) {
                String shown = name.substring(0, Math.min(name.length(), MAX_ECHO));
                throw Problem.invalid("unknown parameter '" + shown + "'; say for instance /v1/stream?topic=video:42")
                        .asException();
            }
        }
        Set<Topic> wanted = new LinkedHashSet<>();
        uri.parameters()
                .getOrDefault("topic", List.of())
                .forEach(name -> wanted.add(topics.intern(TopicsEndpoint.parse(name))));
        if (wanted.size() > maxTopics) {
            throw Problem.invalid("a stream may have at most " + maxTopics + " topics, not " + wanted.size())
                    .asException();
        }
        return wanted;
    }

    private static Optional<String> memberOf(QueryStringDecoder uri) {
        try {
            return uri.parameters().getOrDefault("member", List.of()).stream()
                    .findFirst()
                    .map(member -> Topic.requireId("member", member));
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(e.getMessage()).asException();
        }
    }

    /** An id that is none of ours is as good as one that is too old. */
    private static Optional<EventId> lastSeen(FullHttpRequest request, QueryStringDecoder uri) {
        String header = request.headers().get("Last-Event-ID");
        List<String> parameter = uri.parameters().getOrDefault("lastEventId", List.of());
        String text = header != null ? header : parameter.isEmpty() ? "" : parameter.get(0);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(EventId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.of(EventId.NONE);
        }
    }
}
