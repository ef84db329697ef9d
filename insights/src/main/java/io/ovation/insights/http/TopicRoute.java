package io.ovation.insights.http;

import akka.actor.ExtendedActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import akka.management.javadsl.ManagementRouteProvider;
import akka.management.javadsl.ManagementRouteProviderSettings;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.http.Json;
import io.ovation.common.http.Problem;
import io.ovation.common.topic.Topic;
import io.ovation.insights.Insights;
import io.ovation.insights.exchange.InsightSettings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code GET /insight/topics/{topic}} on the management port: a topic as all nodes together know it, in JSON. Any name that
 * a viewer may ask for is answered: a topic is made by those who use it, and one that nobody uses has nothing to show.
 */
public final class TopicRoute implements ManagementRouteProvider {

    private final Insights insights;
    private final int most;
    private final OperatorLimit questions;

    /** Called by Akka Management, which knows this class by its name in {@code reference.conf}. */
    public TopicRoute(ExtendedActorSystem system) {
        this.insights = Insights.of(Adapter.toTyped(system));
        this.most = InsightSettings.from(system.settings().config()).topicQuestions();
        this.questions = new OperatorLimit(most, Metrics.counter("ovation.insight.topics.refused"));
    }

    @Override
    public Route routes(ManagementRouteProviderSettings management) {
        return Directives.path(
                PathMatchers.segment("insight").slash("topics").slash(PathMatchers.segment()),
                name -> Directives.get(() -> Directives.completeWithFuture(answer(name))));
    }

    private CompletionStage<HttpResponse> answer(String name) {
        Topic topic;
        try {
            topic = Topic.wanted(name);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedStage(Answers.problem(Problem.invalid(e.getMessage())));
        }
        if (!questions.begin()) {
            return CompletableFuture.completedStage(Answers.later(
                    "this node answers " + most + " questions about topics already (ovation.insight.topic-questions)"));
        }
        return insights.look(topic)
                .handle((view, failure) -> failure == null
                        ? Answers.json(Json.write(view))
                        : Answers.later("this node has no answer now: it is busy, or has only just started"))
                .whenComplete((answer, failure) -> questions.end());
    }
}
