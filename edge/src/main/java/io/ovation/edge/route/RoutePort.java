package io.ovation.edge.route;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.function.Function;
import akka.stream.SystemMaterializer;
import io.netty.handler.codec.http.HttpMethod;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.memory.NodeMemory;
import io.ovation.edge.Answers;
import io.ovation.edge.DrainGate;
import io.ovation.edge.HttpPort;
import io.ovation.edge.PortSettings;
import io.ovation.edge.ServiceLoops;
import io.ovation.edge.limit.ClientAddresses;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A port of which routes of Akka HTTP answer the requests. */
public final class RoutePort {

    private static final int MOST_IN_FLIGHT = 10_000;

    private final HttpPort port;
    private final DrainGate gate;
    private final RequestsInFlight inFlight;

    private RoutePort(HttpPort port, DrainGate gate, RequestsInFlight inFlight) {
        this.port = port;
        this.gate = gate;
        this.inFlight = inFlight;
    }

    /**
     * @param retryWithin what those are told to wait, at most, who come when the port is about to close
     * @param methods that some path answers to
     * @param mostBytesOnLoop requests with larger bodies would keep an event loop for too long; -1 if all would
     * @param handler of routes
     * @return fails with one line that names the port if it cannot be bound
     */
    public static CompletionStage<RoutePort> bind(
            ActorSystem<?> system,
            PortSettings settings,
            Duration retryWithin,
            List<HttpMethod> methods,
            int mostBytesOnLoop,
            Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
        DrainGate gate = new DrainGate(settings.name(), retryWithin);
        RequestsInFlight inFlight = new RequestsInFlight(settings.name(), MOST_IN_FLIGHT);
        AkkaRoutes routes = new AkkaRoutes(
                new AkkaRoutes.RouteFunction(handler, methods, mostBytesOnLoop),
                new Answers(settings.crossOrigin()),
                ClientAddresses.at(settings.connections().limits()),
                inFlight,
                system.executionContext(),
                SystemMaterializer.get(system).materializer());
        ByteBudget bodies = NodeMemory.get(system).bodies(settings.name());
        return HttpPort.bind(settings, bodies, ServiceLoops.get(system).loops(), gate, routes)
                .thenApply(port -> new RoutePort(port, gate, inFlight));
    }

    public InetSocketAddress address() {
        return port.address();
    }

    /** Refuses requests from now on, and takes no more connections; those there are stay. */
    public CompletionStage<Void> unbind() {
        gate.close();
        return port.unbind();
    }

    /**
     * Refuses requests from now on, and takes no more connections.
     *
     * @return done once those that have begun are answered, or the time is over
     */
    public CompletionStage<Void> terminate(Duration within) {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        answered.completeOnTimeout(null, within.toNanos(), TimeUnit.NANOSECONDS);
        unbind().thenCompose(closed -> inFlight.drain()).thenRun(() -> answered.complete(null));
        return answered;
    }
}
