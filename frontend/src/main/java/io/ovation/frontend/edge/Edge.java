package io.ovation.frontend.edge;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import io.ovation.access.AccessControl;
import io.ovation.access.ticket.Tickets;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.memory.NodeMemory;
import io.ovation.edge.DrainGate;
import io.ovation.edge.HttpPort;
import io.ovation.edge.transport.EventLoopDispatcher;
import io.ovation.edge.transport.EventLoops;
import io.ovation.frontend.edge.channel.StreamAdmission;
import io.ovation.frontend.edge.http.EdgeActors;
import io.ovation.frontend.edge.http.EdgeSettings;
import io.ovation.frontend.edge.http.ViewerRoutes;
import io.ovation.frontend.receipt.ReceiptSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The viewer edge of a node, from its event loops to its listening socket. */
public final class Edge {

    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);

    private final EdgeSettings settings;
    private final EventLoops loops;
    private final StreamAdmission streams;
    private final DrainGate gate;
    private final List<DispatcherSelector> dispatchers = new ArrayList<>();
    private final CompletableFuture<HttpPort> server = new CompletableFuture<>();

    private Edge(EdgeSettings settings, Duration retryWithin, EventLoops loops, NodeMemory memory) {
        this.settings = settings;
        this.loops = loops;
        this.streams = new StreamAdmission(settings.maxStreams(), memory.windows(), memory.viewers());
        this.gate = new DrainGate(EdgeSettings.VIEWERS, retryWithin);
    }

    /**
     * Starts the event loops; they end after the actor system, whose actors run on them.
     *
     * @param retryWithin what those who are sent elsewhere are told to wait, at most
     */
    public static Edge start(ActorSystem<?> system, EdgeSettings settings, Duration retryWithin) {
        EventLoops loops = EventLoops.start("viewer-loop", settings.loops());
        Edge edge = new Edge(settings, retryWithin, loops, NodeMemory.get(system));
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

    /** Lets viewers in. */
    public CompletionStage<InetSocketAddress> bind(
            ActorSystem<?> system,
            EdgeActors actors,
            int maxTopics,
            AccessControl access,
            Tickets tickets,
            ReceiptSettings receipts) {
        ViewerRoutes routes =
                ViewerRoutes.create(system, settings, streams, loops, actors, maxTopics, access, tickets, receipts);
        ByteBudget bodies = NodeMemory.get(system).bodies(EdgeSettings.VIEWERS);
        return HttpPort.bind(settings.listening(access.isOpen()), bodies, loops, gate, routes)
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
        gate.close();
    }

    /** Stops to listen, as soon as it does if it is still about to; connections stay. */
    public CompletionStage<Void> unbind() {
        return server.thenCompose(HttpPort::unbind).exceptionally(neverBound -> null);
    }

    public int openStreams() {
        return streams.open();
    }
}
