package io.ovation.likes.http;

import akka.actor.typed.ActorSystem;
import io.netty.handler.codec.http.HttpMethod;
import io.ovation.edge.CrossOrigin;
import io.ovation.edge.PortSettings;
import io.ovation.edge.route.RoutePort;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Binds the publisher API to its port. */
public final class PublisherPort {

    private static final List<HttpMethod> METHODS =
            List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.DELETE, HttpMethod.OPTIONS);

    /** To read more would keep an event loop from others for longer than to hand it over. */
    private static final int MOST_BYTES_ON_LOOP = 8 * 1024;

    private PublisherPort() {}

    /** @return fails with one line that names the port if it cannot be bound */
    public static CompletionStage<RoutePort> bind(ActorSystem<?> system, ApiSettings settings, Publishing publishing) {
        PortSettings port = new PortSettings(
                "publishers",
                "ovation.likes.port (OVATION_PUBLISH_PORT)",
                settings.host(),
                settings.port(),
                settings.maxConnections(),
                settings.maxBodyBytes(),
                publishing.access().isOpen() ? settings.hosts().policyOf(settings.host(), Set.of()) : Optional.empty(),
                Optional.of(
                        new CrossOrigin(settings.allowedOrigins(), "GET, POST, DELETE", PathOptions.ALLOWED_HEADERS)),
                settings.connections());
        return RoutePort.bind(
                system,
                port,
                settings.retryAfter(),
                METHODS,
                MOST_BYTES_ON_LOOP,
                new PublisherApi(settings, publishing).routes().handler(system));
    }
}
