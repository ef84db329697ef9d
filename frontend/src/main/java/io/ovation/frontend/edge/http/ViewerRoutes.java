package io.ovation.frontend.edge.http;

import akka.actor.typed.ActorSystem;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.ovation.common.http.Problem;
import io.ovation.common.memory.NodeMemory;
import io.ovation.edge.Answers;
import io.ovation.edge.RequestHandler;
import io.ovation.edge.http1.RequestFlowControl;
import io.ovation.edge.message.RequestTarget;
import io.ovation.edge.transport.EventLoops;
import io.ovation.frontend.edge.channel.PresenceReporter;
import io.ovation.frontend.edge.channel.StreamAdmission;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the endpoint of a viewer's request. */
public final class ViewerRoutes implements RequestHandler {

    private static final Pattern TOPICS = Pattern.compile("/v1/stream/([^/]+)/topics");

    private static final List<HttpMethod> OF_ALL =
            List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.OPTIONS);
    private static final List<HttpMethod> OF_CHANGES = List.of(HttpMethod.POST, HttpMethod.OPTIONS);
    private static final List<HttpMethod> OF_READING = List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final StreamEndpoint stream;
    private final PollEndpoint poll;
    private final TopicsEndpoint topics;
    private final Pages pages;
    private final Answers answers;

    private ViewerRoutes(EndpointContext shared, TopicsEndpoint topics, Pages pages, Answers answers) {
        this.stream = new StreamEndpoint(shared);
        this.poll = new PollEndpoint(shared);
        this.topics = topics;
        this.pages = pages;
        this.answers = answers;
    }

    /**
     * @param streams which of them the node takes
     * @param maxTopics of one stream
     */
    public static ViewerRoutes create(
            ActorSystem<?> system,
            EdgeSettings settings,
            StreamAdmission streams,
            EventLoops loops,
            EdgeActors actors,
            int maxTopics) {
        Answers answers = new Answers(Optional.of(settings.crossOrigin()));
        EndpointContext shared = new EndpointContext(
                settings,
                new WatchRequests(maxTopics),
                new ViewerAnswers(answers),
                streams,
                new PresenceReporter(actors.presence()),
                loops,
                actors.loops(),
                NodeMemory.get(system).viewers());
        return new ViewerRoutes(
                shared,
                new TopicsEndpoint(system, actors.node(), actors.connections(), maxTopics, answers),
                new Pages(answers, settings),
                answers);
    }

    @Override
    public List<HttpMethod> methods() {
        return OF_ALL;
    }

    @Override
    public void handle(ChannelHandlerContext context, FullHttpRequest request) {
        RequestTarget target = RequestTarget.parse(request.uri());
        String path = target.path();
        Matcher topicsPath = TOPICS.matcher(path);
        if (path.equals("/v1/stream")) {
            answer(context, request, OF_READING, () -> stream.handle(context, request, target));
        } else if (path.equals("/v1/poll")) {
            answer(context, request, OF_READING, () -> poll.handle(context, request, target));
        } else if (topicsPath.matches()) {
            answer(context, request, OF_CHANGES, () -> {
                answerLater(context, request, topicsPath.group(1));
                return Optional.empty();
            });
        } else {
            answer(context, request, OF_READING, () -> Optional.of(pages.handle(request, path)));
        }
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

    private static void requireJson(FullHttpRequest request) {
        CharSequence mediaType = HttpUtil.getMimeType(request);
        if (mediaType == null || !"application/json".contentEquals(mediaType)) {
            throw Problem.unsupportedMediaType("Content-Type must be application/json")
                    .asException();
        }
    }
}
