package io.ovation.insights.http;

import akka.actor.ExtendedActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.Accept;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import akka.management.javadsl.ManagementRouteProvider;
import akka.management.javadsl.ManagementRouteProviderSettings;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.ovation.insights.Insights;
import io.ovation.insights.exchange.InsightSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * {@code GET /insight/cluster} on the management port: all nodes, in JSON, or as a stream of events for those who accept
 * that. Of a stream whose reader is slow events are skipped, and one whose reader has stopped is cut off.
 */
public final class ClusterRoute implements ManagementRouteProvider {

    private static final List<HttpHeader> OF_STREAM =
            List.of(Answers.NOT_STORED, RawHeader.create("X-Accel-Buffering", "no"));

    private final InsightSettings settings;
    private final Insights insights;
    private final OperatorLimit streams;

    /** Called by Akka Management, which knows this class by its name in {@code reference.conf}. */
    public ClusterRoute(ExtendedActorSystem system) {
        this.settings = InsightSettings.from(system.settings().config());
        this.insights = Insights.of(Adapter.toTyped(system));
        this.streams = new OperatorLimit(settings.streams(), Metrics.counter("ovation.insight.streams.refused"));
        Gauge.builder("ovation.insight.streams.open", streams, OperatorLimit::open)
                .register(Metrics.globalRegistry);
    }

    @Override
    public Route routes(ManagementRouteProviderSettings management) {
        return Directives.path(
                PathMatchers.segment("insight").slash("cluster"),
                () -> Directives.get(() -> Directives.extractRequest(request -> Directives.complete(answer(request)))));
    }

    private HttpResponse answer(HttpRequest request) {
        if (!wantsStream(request)) {
            return Answers.json(insights.latest().json());
        }
        return streams.begin() ? stream() : full();
    }

    /** Only who names it, as browsers do for an EventSource; others accept anything. */
    private static boolean wantsStream(HttpRequest request) {
        return request.getHeader(Accept.class).stream()
                .flatMap(accept -> StreamSupport.stream(accept.getMediaRanges().spliterator(), false))
                .anyMatch(range -> range.mainType().equals("text")
                        && !range.matches(MediaTypes.TEXT_PLAIN)
                        && range.matches(MediaTypes.TEXT_EVENT_STREAM));
    }

    private HttpResponse stream() {
        Source<ByteString, ?> events = Source.tick(Duration.ZERO, settings.interval(), insights)
                .map(each -> ByteString.fromArrayUnsafe(each.latest().event()))
                .backpressureTimeout(settings.readerPatience())
                .watchTermination((tick, ended) -> {
                    ended.whenComplete((done, failure) -> streams.end());
                    return tick;
                });
        return HttpResponse.create()
                .withEntity(HttpEntities.create(MediaTypes.TEXT_EVENT_STREAM.toContentType(), events))
                .addHeaders(OF_STREAM);
    }

    private HttpResponse full() {
        return Answers.later(
                "this node has " + settings.streams() + " streams of the cluster already (ovation.insight.streams)");
    }
}
