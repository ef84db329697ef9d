package io.ovation.node.management;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.japi.function.Function;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.async.SameThreadStage;
import io.ovation.common.http.Problem;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;

/**
 * The routes of Akka Management for those who may ask for them. It judges the request that the routes themselves see, so
 * that a path means the same to both.
 */
final class OperatorRoutes {

    private static final ContentType PROBLEM = ContentTypes.parse(Problem.MEDIA_TYPE);

    /** Browsers ask for a password only if the scheme has a line of its own. */
    private static final List<HttpHeader> CHALLENGES = List.of(
            RawHeader.create("WWW-Authenticate", Problem.CHALLENGE),
            RawHeader.create("WWW-Authenticate", "Basic realm=\"ovation\", charset=\"UTF-8\""));

    private static final HttpResponse REFUSAL = HttpResponse.create()
            .withStatus(401)
            .withEntity(
                    PROBLEM,
                    Problem.unauthorized(
                                    "operators need the management token, as 'Authorization: Bearer TOKEN' or as the"
                                            + " password of any user")
                            .toJson())
            .addHeaders(CHALLENGES);

    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;
    private static final HttpHeader SOON = RawHeader.create("Retry-After", "1");

    private final ManagementSettings settings;
    private final Function<HttpRequest, CompletionStage<HttpResponse>> routes;
    private final Counter refused;

    OperatorRoutes(ManagementSettings settings, Function<HttpRequest, CompletionStage<HttpResponse>> routes) {
        this.settings = settings;
        this.routes = routes;
        this.refused =
                Metrics.counter("ovation.edge.requests.refused", "port", ManagementPort.NAME, "reason", "no-token");
    }

    /** @throws Exception as the routes do */
    CompletionStage<HttpResponse> answer(HttpRequest request) throws Exception {
        if (!isAllowed(request)) {
            refused.increment();
            return CompletableFuture.completedStage(REFUSAL);
        }
        CompletionStage<HttpResponse> answer = routes.apply(request);
        return isAbout(settings.healthPaths(), request)
                ? SameThreadStage.of(answer).thenApply(OperatorRoutes::asUnavailable)
                : answer;
    }

    private boolean isAllowed(HttpRequest request) {
        return settings.token().isEmpty()
                || isAbout(settings.openPaths(), request)
                || isAbout(settings.pagePaths(), request)
                || settings.token().get().isShownIn(authorizations(request));
    }

    private static boolean isAbout(Set<String> paths, HttpRequest request) {
        return request.method().equals(HttpMethods.GET)
                && paths.contains(request.getUri().path());
    }

    private static List<String> authorizations(HttpRequest request) {
        return StreamSupport.stream(request.getHeaders().spliterator(), false)
                .filter(header -> header.is("authorization"))
                .map(HttpHeader::value)
                .toList();
    }

    /** A node that is not ready has not failed: Akka Management answers 500, and what counts errors would count it. */
    private static HttpResponse asUnavailable(HttpResponse answer) {
        return answer.status().intValue() == FAILED
                ? answer.withStatus(UNAVAILABLE).addHeader(SOON)
                : answer;
    }
}
