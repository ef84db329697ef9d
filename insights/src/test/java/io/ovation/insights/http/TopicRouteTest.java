package io.ovation.insights.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.Uri;
import akka.japi.function.Function;
import akka.management.javadsl.ManagementRouteProviderSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovation.common.event.Totals;
import io.ovation.common.http.Json;
import io.ovation.common.insight.NodeTopic;
import io.ovation.common.log.Comment;
import io.ovation.common.node.KnownTopics;
import io.ovation.insights.Insights;
import io.ovation.insights.exchange.InsightSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered on a node alone, whose roles tell what the test says. */
class TopicRouteTest {

    private static final int PATIENCE_SECONDS = 20;
    private static final Comment COMMENT =
            new Comment("c-1", "ann", "<b>hi</b>", Instant.parse("2026-01-01T12:00:00Z"), null, false);

    private ActorTestKit testKit;
    private Function<HttpRequest, CompletionStage<HttpResponse>> route;

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @ParameterizedTest
    @ValueSource(strings = {"video:42", "video%3A42", "%76ideo%3a42"})
    void topic_isToldAsItsRolesKnowIt(String name) throws Exception {
        start("");
        known().frontendTells(topic -> now(new NodeTopic.AtFrontend(topic.id().length(), 9L, 0)));
        known().backendTells((topic, comments) -> now(store(comments)));

        JsonNode view = awaitAnswered(name);

        assertThat(view.path("topic").asText()).isEqualTo("video:42");
        assertThat(view.path("likes")).isEqualTo(json("{'heart':3}"));
        JsonNode place = view.path("dataCentres").path(0);
        assertThat(place.path("dataCentre").asText()).isEqualTo("default");
        assertThat(place.path("dispatcher").isNull()).isTrue();
        assertThat(place.path("committed").asLong()).isEqualTo(9);
        assertThat(place.path("frontends").path(0).path("viewers").asInt()).isEqualTo(2);
        assertThat(place.path("frontends").path(0).path("behind").asInt(-1)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"off, false", "on, true"})
    void comments_areToldIfTheSettingSaysSo(String setting, boolean told) throws Exception {
        start("ovation.insight.comments = " + setting);
        known().backendTells((topic, comments) -> now(store(comments)));

        JsonNode view = awaitAnswered("video:42");

        assertThat(view.path("dataCentres").path(0).path("comments").isNull()).isNotEqualTo(told);
        assertThat(view.toString().contains("<b>hi</b>")).isEqualTo(told);
        assertThat(view.toString().contains("ann")).isEqualTo(told);
    }

    @Test
    void nodeWithARoleThatDoesNotTellInTime_isNamed_andTheOthersAreTold() throws Exception {
        start("");
        known().frontendTells(topic -> now(new NodeTopic.AtFrontend(1, null, 0)));
        known().dispatcherTells(topic -> CompletableFuture.failedStage(new IllegalStateException("busy")));
        known().backendTells((topic, comments) -> new CompletableFuture<>());

        JsonNode view = awaitKnown("video:42");

        assertThat(view.path("unanswered")).hasSize(1);
        assertThat(view.path("unanswered").path(0)).isEqualTo(view.path("self"));
    }

    @ParameterizedTest
    @CsvSource({
        "video, must start with",
        "movie:42, must start with",
        "video:, must be 1 to 128 characters",
        "video:a%2Fb, must be 1 to 128 characters",
        "video:%3Cscript%3E, must be 1 to 128 characters"
    })
    void whatIsNoTopic_is400_andSaysWhatWouldBeRight(String name, String reason) throws Exception {
        startEarly();

        HttpResponse answer = ask(name).get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(answer.status().intValue()).isEqualTo(400);
        assertThat(answer.entity().getContentType().toString()).isEqualTo("application/problem+json");
        assertThat(text(answer)).contains(reason);
    }

    @Test
    void questionBeyondTheBound_is503_untilOneIsAnswered() throws Exception {
        start("ovation.insight.topic-questions = 1");
        known().frontendTells(topic -> now(new NodeTopic.AtFrontend(1, null, 0)));
        awaitKnown("video:42");
        CompletableFuture<Optional<NodeTopic.AtFrontend>> later = new CompletableFuture<>();
        known().frontendTells(topic -> later);

        CompletableFuture<HttpResponse> first = ask("video:42");
        HttpResponse second = ask("video:43").get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        later.complete(Optional.empty());

        assertThat(second.status().intValue()).isEqualTo(503);
        assertThat(second.getHeader("Retry-After")).isPresent();
        assertThat(text(second)).contains("ovation.insight.topic-questions");
        assertThat(first.get(PATIENCE_SECONDS, TimeUnit.SECONDS).status().intValue())
                .isEqualTo(200);
        assertThat(ask("video:43")
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .status()
                        .intValue())
                .isEqualTo(200);
    }

    @Test
    void nodeThatHasNotBegunToReport_saysSo() throws Exception {
        startEarly();

        HttpResponse answer = ask("video:42").get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(answer.status().intValue()).isEqualTo(503);
    }

    private void start(String settings) {
        testKit = ActorTestKit.create(
                "topics",
                ConfigFactory.parseString(settings)
                        .withFallback(ConfigFactory.parseMap(Map.of(
                                "akka.actor.provider", "cluster",
                                "akka.remote.artery.canonical.hostname", "127.0.0.1",
                                "akka.remote.artery.canonical.port", 0,
                                "akka.loglevel", "WARNING")))
                        .withFallback(ConfigFactory.load()));
        ActorSystem<?> system = testKit.system();
        Cluster cluster = Cluster.get(system);
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        testKit.spawn(Behaviors.setup(context -> {
            Insights.of(system)
                    .start(
                            context,
                            InsightSettings.from(system.settings().config()),
                            Optional.empty(),
                            () -> CompletableFuture.completedStage(true),
                            new SimpleMeterRegistry());
            return Behaviors.empty();
        }));
        open();
    }

    /** A node that has only just begun. */
    private void startEarly() {
        testKit = ActorTestKit.create(
                "early", ConfigFactory.parseString("akka.loglevel = WARNING").withFallback(ConfigFactory.load()));
        open();
    }

    private void open() {
        akka.actor.ActorSystem system = Adapter.toClassic(testKit.system());
        route = new TopicRoute((ExtendedActorSystem) system)
                .routes(ManagementRouteProviderSettings.create(Uri.create("http://127.0.0.1")))
                .handler(system);
    }

    private KnownTopics known() {
        return KnownTopics.of(testKit.system());
    }

    /** Until the node has found itself. */
    private JsonNode awaitAnswered(String name) {
        return await(name, view -> assertThat(view.path("unanswered")).isEmpty());
    }

    private JsonNode awaitKnown(String name) {
        return await(name, view -> assertThat(view.path("dataCentres")).isNotEmpty());
    }

    private JsonNode await(String name, Consumer<JsonNode> condition) {
        return testKit.createTestProbe().awaitAssert(Duration.ofSeconds(PATIENCE_SECONDS), () -> {
            HttpResponse answer = ask(name).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(answer.status().intValue()).isEqualTo(200);
            assertThat(answer.getHeader("Cache-Control").orElseThrow().value()).isEqualTo("no-store");
            JsonNode view = Json.read(text(answer).getBytes(UTF_8));
            condition.accept(view);
            return view;
        });
    }

    private CompletableFuture<HttpResponse> ask(String name) throws Exception {
        return route.apply(HttpRequest.GET("/insight/topics/" + name)).toCompletableFuture();
    }

    private String text(HttpResponse answer) throws Exception {
        return answer.entity()
                .toStrict(1_000, Adapter.toClassic(testKit.system()))
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .getData()
                .utf8String();
    }

    private static NodeTopic.AtBackend store(boolean comments) {
        return new NodeTopic.AtBackend(
                9, Totals.of("default", Map.of("heart", 3L)), comments ? List.of(COMMENT) : null);
    }

    private static <T> CompletionStage<Optional<T>> now(T known) {
        return CompletableFuture.completedStage(Optional.of(known));
    }

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"').getBytes(UTF_8));
    }
}
