package io.ovation.likes.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.settings.ServerSettings;
import akka.stream.SystemMaterializer;
import io.ovation.common.async.SameThreadStage;
import java.net.BindException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import scala.concurrent.duration.Duration;

/** Binds the publisher API to its port. */
public final class PublisherServer {

    /** In bytes. To ask for the presence of a hundred members with the longest names takes 13 609. */
    private static final int LONGEST_TARGET = 16 * 1024;

    private PublisherServer() {}

    /** @return fails with one line that names the port if it cannot be bound */
    public static CompletionStage<ServerBinding> bind(
            ActorSystem<?> system, ApiSettings settings, Publishing publishing) {
        PublisherApi api = new PublisherApi(
                settings, publishing, SystemMaterializer.get(system).materializer());
        return SameThreadStage.of(Http.get(system)
                        .newServerAt(settings.host(), settings.port())
                        .withSettings(serverSettings(system, settings))
                        .bind(api.routes().handler(system)))
                .exceptionally(failure -> {
                    throw new CompletionException(explain(settings, failure));
                });
    }

    private static ServerSettings serverSettings(ActorSystem<?> system, ApiSettings settings) {
        ServerSettings defaults = ServerSettings.create(system.classicSystem());
        return defaults.withServerHeader(Optional.empty())
                .withMaxConnections(settings.maxConnections())
                .withRawRequestUriHeader(true)
                .withTransparentHeadRequests(true)
                .withParsingErrorHandler(UnreadableRequests.class.getName())
                .withParserSettings(defaults.getParserSettings()
                        .withCustomMediaTypes(BodyHeaders.JSON)
                        .withMaxUriLength(LONGEST_TARGET)
                        .withMaxContentLength(settings.maxBodyBytes())
                        .withIllegalHeaderWarnings(false))
                // Body, commit and reads each have their own limit and a problem to answer with.
                .withTimeouts(defaults.getTimeouts().withRequestTimeout(Duration.Inf()));
    }

    private static Throwable explain(ApiSettings settings, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return new IllegalStateException("ovation.likes.port (OVATION_PUBLISH_PORT) " + settings.port() + " on "
                        + settings.host() + " cannot be bound: " + cause.getMessage());
            }
        }
        return failure;
    }
}
