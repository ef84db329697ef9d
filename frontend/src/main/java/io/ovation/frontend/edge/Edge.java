package io.ovation.frontend.edge;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import io.ovation.frontend.presence.PresenceBeacon;
import io.ovation.frontend.stream.LoopSupervisor;
import io.ovation.frontend.stream.NodeIdentity;
import io.ovation.frontend.stream.Streams;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The viewer edge of a node, from its event loops to its listening socket. */
public final class Edge {

    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);

    private final EdgeSettings settings;
    private final EventLoops loops;
    private final StreamCount streams = new StreamCount();
    private final List<DispatcherSelector> dispatchers = new ArrayList<>();
    private final CompletableFuture<EdgeServer> server = new CompletableFuture<>();

    private final Answers answers;
    private final Door door;

    private Edge(EdgeSettings settings, Duration retryWithin, EventLoops loops) {
        this.settings = settings;
        this.answers = new Answers(settings.allowedOrigin());
        this.door = new Door(answers, retryWithin);
        this.loops = loops;
    }

    /**
     * Starts the event loops; they end after the actor system, whose actors run on them.
     *
     * @param retryWithin what those who are sent elsewhere are told to wait, at most
     */
    public static Edge start(ActorSystem<?> system, EdgeSettings settings, Duration retryWithin) {
        EventLoops loops = EventLoops.start(settings.loops());
        Edge edge = new Edge(settings, retryWithin, loops);
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
            ActorSystem<?> system,
            NodeIdentity node,
            Streams streamActors,
            ActorRef<PresenceBeacon.Command> presence,
            int maxTopics) {
        WatchRequests requests = new WatchRequests(maxTopics);
        Attendance attendance = new Attendance(presence);
        IntFunction<ActorRef<LoopSupervisor.Command>> supervisors =
                loop -> streamActors.loops().get(loop);
        RequestRouter router = new RequestRouter(
                door,
                new StreamEndpoint(settings, requests, answers, streams, attendance, loops, supervisors),
                new PollEndpoint(settings, requests, answers, streams, attendance, loops, supervisors),
                new TopicsEndpoint(system, node, streamActors.localTopics(), maxTopics, answers),
                new Pages(answers, settings),
                answers);
        return EdgeServer.bind(settings, loops, new HttpPipeline(settings, answers, router))
                .whenComplete((bound, failure) -> {
                    if (failure == null) {
                        server.complete(bound);
                    } else {
                        server.completeExceptionally(failure);
                    }
                })
                .thenApply(bound -> {
                    LOG.info(
                            "viewers: {} over {}, {} event loops",
                            bound.address(),
                            EventLoops.transport(),
                            loops.size());
                    return bound.address();
                });
    }

    /** Answers every request with 503 from now on; the streams there are stay. */
    public void refuse() {
        door.shut();
    }

    /** Stops to listen, as soon as it does if it is still about to; connections stay. */
    public CompletionStage<Void> unbind() {
        return server.thenCompose(EdgeServer::unbind).exceptionally(neverBound -> null);
    }

    public int openStreams() {
        return streams.open();
    }
}
