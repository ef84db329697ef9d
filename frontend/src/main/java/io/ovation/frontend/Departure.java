package io.ovation.frontend;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.pattern.Patterns;
import io.ovation.common.async.SameThreadStage;
import io.ovation.frontend.edge.Edge;
import io.ovation.frontend.loop.DrainSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a frontend leaves when its node is told to stop: it sends newcomers elsewhere, then its viewers, a few at a time;
 * then it stops to listen; and once nobody is left, before the node leaves the cluster, it gives back its leases. The
 * port stays open until then because a refused connection tells a client nothing, and a 503 when to come back.
 */
public final class Departure {

    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);
    private static final Duration CHECK = Duration.ofMillis(50);

    /** For the last of the viewers to take their farewell; their channels close within a second by themselves. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private static final Duration LEASES = Duration.ofSeconds(3);

    private final ActorSystem<?> system;
    private final Edge edge;
    private final Streams streams;
    private final DrainSettings settings;

    Departure(ActorSystem<?> system, Edge edge, Streams streams, DrainSettings settings) {
        this.system = system;
        this.edge = edge;
        this.streams = streams;
        this.settings = settings;
    }

    /** How long viewers are waited for: after this the node goes on, whoever is left. */
    public static Duration longest(DrainSettings settings) {
        return settings.duration().plus(FAREWELL);
    }

    void whenNodeStops() {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        shutdown.addTask(CoordinatedShutdown.PhaseServiceUnbind(), "refuse-viewers", () -> {
            edge.refuse();
            return CompletableFuture.completedFuture(Done.done());
        });
        shutdown.addTask(CoordinatedShutdown.PhaseServiceRequestsDone(), "drain-viewers", this::drain);
        shutdown.addTask(
                CoordinatedShutdown.PhaseServiceStop(),
                "close-viewer-port",
                () -> edge.unbind().thenApply(unbound -> Done.done()));
        shutdown.addTask(CoordinatedShutdown.PhaseBeforeClusterShutdown(), "give-back-leases", this::giveBackLeases);
    }

    private CompletionStage<Done> drain() {
        int viewers = edge.openStreams();
        if (viewers > 0) {
            LOG.info("sending {} viewers elsewhere over {}", viewers, settings.duration());
        }
        streams.drain(settings);
        return untilGone(longest(settings));
    }

    /** The topic actors watch the node's addresses: they hear at once when they end. */
    private CompletionStage<Done> giveBackLeases() {
        return CompletableFuture.allOf(streams.topics().actors().stream()
                        .map(actor -> SameThreadStage.of(Patterns.gracefulStop(Adapter.toClassic(actor), LEASES)))
                        .toArray(CompletableFuture<?>[]::new))
                .thenApply(stopped -> Done.done());
    }

    private CompletionStage<Done> untilGone(Duration patience) {
        int viewers = edge.openStreams();
        if (viewers == 0) {
            return CompletableFuture.completedFuture(Done.done());
        }
        if (patience.isNegative()) {
            LOG.info("{} viewers did not take their farewell", viewers);
            return CompletableFuture.completedFuture(Done.done());
        }
        return Patterns.after(CHECK, system.classicSystem(), () -> untilGone(patience.minus(CHECK)));
    }
}
