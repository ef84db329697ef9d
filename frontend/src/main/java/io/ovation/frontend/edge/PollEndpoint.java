package io.ovation.frontend.edge;

import akka.actor.typed.ActorRef;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.ovation.common.http.Problem;
import io.ovation.frontend.stream.LoopSupervisor;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * {@code GET /v1/poll}: the events of a stream for clients that get none, because something on their way holds back what
 * has not ended. A poll is a stream that ends with its first news.
 */
final class PollEndpoint {

    private final EdgeSettings settings;
    private final WatchRequests requests;
    private final Answers answers;
    private final StreamCount streams;
    private final Attendance attendance;
    private final EventLoops loops;
    private final IntFunction<ActorRef<LoopSupervisor.Command>> supervisors;
    private final Counter cut = Metrics.counter("ovation.frontend.polls.cut", "reason", "full");

    PollEndpoint(
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

    /** @return an answer if the request is not held */
    Optional<FullHttpResponse> handle(ChannelHandlerContext context, FullHttpRequest request, QueryStringDecoder uri) {
        WatchRequest watch = requests.read(request, uri);
        if (watch.topics().isEmpty()) {
            throw Problem.invalid("a poll needs a topic; say for instance /v1/poll?topic=video:42")
                    .asException();
        }
        if (!streams.admit(settings.maxStreams())) {
            return Optional.of(answers.full(settings.maxStreams()));
        }
        context.channel().closeFuture().addListener(closed -> streams.release());
        attendance.begin(context.channel(), watch.member());
        hold(context, watch);
        return Optional.empty();
    }

    private void hold(ChannelHandlerContext context, WatchRequest watch) {
        PollAnswer answer = new PollAnswer(watch.topics(), watch.lastSeen(), settings.pollMaxBytes());
        PollHandler poll = new PollHandler(context.channel(), answers, answer, settings.pollHold(), cut);
        ChannelPipeline pipeline = context.pipeline();
        pipeline.addLast(poll);
        HttpPipeline.HTTP_HANDLERS.stream()
                .filter(handler -> !handler.equals(HttpPipeline.CODEC))
                .forEach(pipeline::remove);
        // A channel that is not read is not seen to end.
        context.channel().config().setAutoRead(true);
        supervisors
                .apply(loops.indexOf(context.channel().eventLoop()))
                .tell(new LoopSupervisor.Open(poll, watch.topics(), watch.member(), watch.lastSeen()));
    }
}
