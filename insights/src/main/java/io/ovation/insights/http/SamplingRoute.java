package io.ovation.insights.http;

import akka.actor.ExtendedActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import akka.http.javadsl.unmarshalling.Unmarshaller;
import akka.management.javadsl.ManagementRouteProvider;
import akka.management.javadsl.ManagementRouteProviderSettings;
import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import io.ovation.insights.Insights;
import io.ovation.insights.exchange.SharedSampling;
import java.util.Map;

/**
 * {@code GET} and {@code PUT /insight/sampling} on the management port: the share of all events that are followed, of
 * all nodes, as <code>{"share":0.01}</code>. Other nodes hear of a change within a second.
 */
public final class SamplingRoute implements ManagementRouteProvider {

    private final SharedSampling sampling;

    /** Called by Akka Management, which knows this class by its name in {@code reference.conf}. */
    public SamplingRoute(ExtendedActorSystem system) {
        this.sampling = Insights.of(Adapter.toTyped(system)).sampling();
    }

    @Override
    public Route routes(ManagementRouteProviderSettings management) {
        return Directives.path(
                PathMatchers.segment("insight").slash("sampling"),
                () -> Directives.concat(
                        Directives.get(() -> Directives.complete(share())),
                        Directives.put(() -> Directives.entity(
                                Unmarshaller.entityToByteArray(), body -> Directives.complete(decide(body))))));
    }

    private HttpResponse decide(byte[] body) {
        try {
            JsonNode share = Json.read(body).path("share");
            if (!share.isNumber() || !(share.doubleValue() >= 0 && share.doubleValue() <= 1)) {
                throw Problem.invalid("share: a number from 0 to 1, as in {\"share\":0.01}")
                        .asException();
            }
            sampling.decide(share.doubleValue(), System.currentTimeMillis());
            return share();
        } catch (ProblemException e) {
            return Answers.problem(e.problem());
        }
    }

    private HttpResponse share() {
        return Answers.json(Json.write(Map.of("share", sampling.share())));
    }
}
