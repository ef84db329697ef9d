package io.ovation.frontend.edge.http;

import akka.actor.typed.ActorSystem;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.ovation.access.AccessControl;
import io.ovation.access.ticket.Tickets;
import io.ovation.common.memory.NodeMemory;
import io.ovation.frontend.edge.channel.PresenceReporter;
import io.ovation.frontend.edge.channel.StreamAdmission;
import io.ovation.frontend.edge.http1.BodyCollector;
import io.ovation.frontend.edge.http1.ConnectionLimit;
import io.ovation.frontend.edge.http1.RequestCheck;
import io.ovation.frontend.edge.http1.RequestDeadline;
import io.ovation.frontend.edge.http1.RequestFlowControl;
import io.ovation.frontend.edge.http1.ResponseWriter;
import io.ovation.frontend.edge.transport.EdgeSettings;
import io.ovation.frontend.edge.transport.EventLoops;
import java.util.List;
import java.util.Set;

/** What a connection passes through while it speaks HTTP; all of it goes when the connection becomes a stream. */
public final class HttpPipeline extends ChannelInitializer<SocketChannel> {

    /** A hundred topics with ids of full length fit, each with where an earlier stream left off. */
    static final int MAX_LINE_BYTES = 24 * 1024;

    static final int MAX_HEADER_BYTES = 16 * 1024;

    private static final String CODEC = "codec";
    private static final String WRITER = "writer";

    /** The names of the handlers that an answer passes on its way out. */
    static final Set<String> OF_ANSWERS = Set.of(CODEC, WRITER);

    /** The names of the handlers that a stream does without, the last first: what the others let go finds no router. */
    static final List<String> HTTP_HANDLERS =
            List.of("router", "body", "check", WRITER, "flow-control", CODEC, "deadline", "connection-limit");

    private static final int MAX_CHUNK_BYTES = 8 * 1024;

    private static final RequestCheck CHECK = new RequestCheck();

    private final EdgeSettings settings;
    private final Answers answers;
    private final ConnectionLimit connections;
    private final ChannelHandler router;

    /**
     * @param streams which of them the node takes
     * @param maxTopics of one stream
     * @param access tells who asks
     * @param tickets that this node has given out
     */
    public static HttpPipeline create(
            ActorSystem<?> system,
            EdgeSettings settings,
            DrainGate gate,
            StreamAdmission streams,
            EventLoops loops,
            EdgeActors actors,
            int maxTopics,
            AccessControl access,
            Tickets tickets) {
        Answers answers = new Answers(settings.allowedOrigin());
        EndpointContext shared = new EndpointContext(
                settings,
                new WatchRequests(maxTopics),
                answers,
                streams,
                new PresenceReporter(actors.presence()),
                loops,
                actors.loops(),
                NodeMemory.get(system).viewers());
        FrontendNodes nodes = new FrontendNodes(system, actors.node(), actors.connections());
        TicketEndpoint ticketEndpoint = new TicketEndpoint(tickets, nodes, answers);
        RequestRouter router = new RequestRouter(
                gate,
                new StreamEndpoint(shared),
                new PollEndpoint(shared),
                new TopicsEndpoint(nodes, maxTopics, answers),
                ticketEndpoint,
                new Pages(answers, settings, access.isOpen()),
                new Callers(access, ticketEndpoint, answers),
                answers);
        return new HttpPipeline(settings, answers, router);
    }

    private HttpPipeline(EdgeSettings settings, Answers answers, ChannelHandler router) {
        this.settings = settings;
        this.answers = answers;
        this.connections = new ConnectionLimit(settings.maxVisitors());
        this.router = router;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast("connection-limit", connections);
        if (!channel.isOpen()) {
            return;
        }
        RequestDeadline deadline =
                new RequestDeadline(settings.requestTimeout(), settings.idleTimeout(), answers::tooLate);
        RequestFlowControl flow = new RequestFlowControl(channel);
        pipeline.addLast("deadline", deadline)
                .addLast(CODEC, new HttpServerCodec(MAX_LINE_BYTES, MAX_HEADER_BYTES, MAX_CHUNK_BYTES))
                .addLast("flow-control", flow)
                .addLast(WRITER, new ResponseWriter(flow, deadline))
                .addLast("check", CHECK)
                .addLast("body", new BodyCollector(settings.maxBodyBytes(), answers::problem))
                .addLast("router", router);
    }
}
