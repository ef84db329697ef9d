package io.ovation.frontend.edge;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import io.ovation.frontend.stream.NodeIdentity;
import io.ovation.frontend.stream.Streams;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The viewer edge of a node, from its event loops to its listening socket. */
public final class Edge {

    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);

    private final EdgeSettings settings;
    private final EventLoops loops;
    private final StreamCount streams = new StreamCount();
    private final List<DispatcherSelector> dispatchers = new ArrayList<>();
    private volatile @Nullable EdgeServer server;

    private Edge(EdgeSettings settings, EventLoops loops) {
        this.settings = settings;
        this.loops = loops;
    }

    /** Starts the event loops; they end after the actor system, whose actors run on them. */
    public static Edge start(ActorSystem<?> system, EdgeSettings settings) {
        EventLoops loops = EventLoops.start(settings.loops());
        Edge edge = new Edge(settings, loops);
        for (int loop = 0; loop < loops.size(); loop++) {
            edge.dispatchers.add(
                    EventLoopDispatcher.register(system, "ovation.frontend.viewer-loop-" + loop, loops.get(loop)));
        }
        system.getWhenTerminated().thenRun(loops::stop);
        return edge;
    }

    /** Where the supervisor of each event loop runs. */
    public List<DispatcherSelector> dispatchers() {
        return List.copyOf(dispatchers);
    }

    /** Opens the door to viewers. */
    public CompletionStage<InetSocketAddress> bind(
            ActorSystem<?> system, NodeIdentity node, Streams streamActors, int maxTopics) {
        Answers answers = new Answers(settings.allowedOrigin());
        RequestRouter router = new RequestRouter(
                new StreamEndpoint(
                        settings,
                        maxTopics,
                        answers,
                        streams,
                        loops,
                        loop -> streamActors.loops().get(loop)),
                new TopicsEndpoint(system, node, streamActors.localTopics(), maxTopics, answers),
                new Pages(answers, settings),
                answers);
        return EdgeServer.bind(settings, loops, new HttpPipeline(settings, answers, router))
                .thenApply(bound -> {
                    server = bound;
                    LOG.info(
                            "viewers: {} over {}, {} event loops",
                            bound.address(),
                            EventLoops.transport(),
                            loops.size());
                    return bound.address();
                });
    }

    /** Takes no more streams; those there are stay. */
    public CompletionStage<Void> unbind() {
        streams.close();
        EdgeServer bound = server;
        return bound == null ? CompletableFuture.completedFuture(null) : bound.unbind();
    }

    public int openStreams() {
        return streams.open();
    }
}
