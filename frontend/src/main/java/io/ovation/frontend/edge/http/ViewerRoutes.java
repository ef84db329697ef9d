package io.ovation.frontend.edge.http;

import akka.actor.typed.ActorSystem;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.ovation.access.AccessControl;
import io.ovation.access.ticket.Tickets;
import io.ovation.common.http.Problem;
import io.ovation.common.memory.NodeMemory;
import io.ovation.common.node.NodeTracing;
import io.ovation.edge.Answers;
import io.ovation.edge.RequestHandler;
import io.ovation.edge.limit.LimitSettings;
import io.ovation.edge.limit.RatePerAddress;
import io.ovation.edge.message.RequestTarget;
import io.ovation.edge.transport.EventLoops;
import io.ovation.frontend.edge.channel.PresenceReporter;
import io.ovation.frontend.edge.channel.StreamAdmission;
import io.ovation.frontend.receipt.ReceiptSettings;
import io.ovation.frontend.receipt.Receipts;
import io.ovation.frontend.receipt.ReceiptsEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the endpoint of a viewer's request. */
public final class ViewerRoutes implements RequestHandler {

    private static final Pattern TOPICS = Pattern.compile("/v1/stream/([^/]+)/topics");
    private static final Pattern TOKEN = Pattern.compile("/v1/stream/([^/]+)/token");

    private static final List<HttpMethod> OF_ALL =
            List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.OPTIONS);
    private static final List<HttpMethod> OF_CHANGES = List.of(HttpMethod.POST, HttpMethod.OPTIONS);
    private static final List<HttpMethod> OF_READING = List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final StreamEndpoint stream;
    private final PollEndpoint poll;
    private final TopicsEndpoint topics;
    private final TicketEndpoint tickets;
    private final ReceiptsEndpoint receipts;
    private final Pages pages;
    private final Callers callers;
    private final Answers answers;

    private ViewerRoutes(
            StreamEndpoint stream,
            PollEndpoint poll,
            TopicsEndpoint topics,
            TicketEndpoint tickets,
            ReceiptsEndpoint receipts,
            Pages pages,
            Callers callers,
            Answers answers) {
        this.stream = stream;
        this.poll = poll;
        this.topics = topics;
        this.tickets = tickets;
        this.receipts = receipts;
        this.pages = pages;
        this.callers = callers;
        this.answers = answers;
    }

    /**
     * @param streams which of them the node takes
     * @param maxTopics of one stream
     * @param access tells who asks
     * @param tickets that this node has given out
     * @param receipts which streams are asked for them
     */
    public static ViewerRoutes create(
            ActorSystem<?> system,
            EdgeSettings settings,
            StreamAdmission streams,
            EventLoops loops,
            EdgeActors actors,
            int maxTopics,
            AccessControl access,
            Tickets tickets,
            ReceiptSettings receipts) {
        Answers answers = new Answers(Optional.of(settings.crossOrigin()));
        LimitSettings limits = settings.limits();
        TopicLimit topicLimit = new TopicLimit(
                maxTopics,
                limits.rates().map(rates -> new RatePerAddress(rates.newTopicsPerAddress(), limits)),
                actors.topics().watched()::contains);
        EndpointContext shared = new EndpointContext(
                settings,
                new WatchRequests(topicLimit),
                new ViewerAnswers(answers),
                streams,
                new PresenceReporter(actors.presence()),
                loops,
                actors.loops(),
                NodeMemory.get(system).viewers());
        FrontendNodes nodes = new FrontendNodes(system, actors.node(), actors.connections());
        TicketEndpoint ticketEndpoint = new TicketEndpoint(tickets, nodes, answers);
        return new ViewerRoutes(
                new StreamEndpoint(shared, receipts),
                new PollEndpoint(shared),
                new TopicsEndpoint(nodes, topicLimit, answers),
                ticketEndpoint,
                new ReceiptsEndpoint(new Receipts(NodeTracing.of(system), Metrics.globalRegistry), answers),
                new Pages(answers, settings, access.isOpen()),
                new Callers(access, ticketEndpoint, answers),
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
        Matcher tokenPath = TOKEN.matcher(path);
        if (path.equals("/v1/stream")) {
            answer(context, request, OF_READING, () -> {
                callers.answer(context, request, target, caller -> stream.handle(context, request, target, caller));
                return Optional.empty();
            });
        } else if (path.equals("/v1/poll")) {
            answer(context, request, OF_READING, () -> {
                callers.answer(context, request, target, caller -> poll.handle(context, request, target, caller));
                return Optional.empty();
            });
        } else if (topicsPath.matches()) {
            answerCaller(context, request, OF_CHANGES, caller -> {
                requireJson(request);
                return topics.handle(context.channel(), topicsPath.group(1), request, caller)
                        .thenApply(Optional::of);
            });
        } else if (tokenPath.matches()) {
            answerCaller(
                    context,
                    request,
                    OF_CHANGES,
                    caller -> topics.renew(tokenPath.group(1), caller).thenApply(Optional::of));
        } else if (path.equals("/v1/tickets")) {
            answerCaller(context, request, OF_CHANGES, caller -> now(Optional.of(tickets.give(caller))));
        } else if (path.equals("/v1/receipts")) {
            answerCaller(context, request, OF_CHANGES, caller -> {
                requireJson(request);
                return now(Optional.of(receipts.handle(request, caller)));
            });
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
}
