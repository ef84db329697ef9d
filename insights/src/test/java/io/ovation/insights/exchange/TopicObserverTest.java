package io.ovation.insights.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.receptionist.Receptionist;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.event.Totals;
import io.ovation.common.insight.NodeTopic;
import io.ovation.common.log.Comment;
import io.ovation.common.node.KnownTopics;
import io.ovation.common.topic.Topic;
import io.ovation.insights.cluster.TopicView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nodes ask and answer of each other's topics. */
class TopicObserverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Topic TOPIC = Topic.video("42");
    private static final ActorTestKit TEST_KIT = ActorTestKit.create(
            "observer",
            ConfigFactory.parseMap(Map.of(
                            "akka.actor.provider", "cluster",
                            "akka.remote.artery.canonical.hostname", "127.0.0.1",
                            "akka.remote.artery.canonical.port", 0,
                            "akka.loglevel", "WARNING"))
                    .withFallback(ConfigFactory.load()));

    @BeforeAll
    static void start() {
        Cluster cluster = Cluster.get(TEST_KIT.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        Comment comment = new Comment("c-1", "ann", "hi", Instant.EPOCH, null, false);
        KnownTopics.of(TEST_KIT.system())
                .backendTells((topic, comments) -> CompletableFuture.completedStage(
                        Optional.of(new NodeTopic.AtBackend(1, Totals.NONE, comments ? List.of(comment) : null))));
    }

    @AfterAll
    static void stop() {
        TEST_KIT.shutdownTestKit();
    }

    @ParameterizedTest
    @CsvSource({"false, false, false", "false, true, false", "true, false, false", "true, true, true"})
    void comments_areToldIfBothWhoAsksAndWhoAnswersHaveTheSetting(boolean answers, boolean asks, boolean told) {
        TestProbe<NodeTopic> probe = TEST_KIT.createTestProbe();
        TEST_KIT.spawn(TopicObserver.create(answers)).tell(new TopicQuestion(TOPIC, asks, probe.ref()));

        NodeTopic known = probe.receiveMessage(PATIENCE);

        assertThat(known.complete()).isTrue();
        assertThat(known.backend()).isNotNull();
        assertThat(known.backend().comments() != null).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyNode_isAsked_forCommentsIfTheSettingSaysSo(boolean comments) {
        TestProbe<TopicObserver.Command> peer = TEST_KIT.createTestProbe();
        TEST_KIT.system().receptionist().tell(Receptionist.register(TopicObserver.KEY, peer.ref()));
        ActorRef<TopicObserver.Command> observer = TEST_KIT.spawn(TopicObserver.create(comments));

        TopicQuestion question = peer.awaitAssert(PATIENCE, () -> {
            observer.tell(new TopicObserver.Look(
                    TOPIC, TEST_KIT.<TopicView>createTestProbe().ref()));
            return peer.expectMessageClass(TopicQuestion.class, Duration.ofMillis(500));
        });

        assertThat(question.topic()).isEqualTo(TOPIC);
        assertThat(question.comments()).isEqualTo(comments);
        peer.stop();
    }

    @Test
    void nodeThatDoesNotAnswer_doesNotKeepTheOthersFromBeingShown() {
        TestProbe<TopicObserver.Command> silent = TEST_KIT.createTestProbe();
        TEST_KIT.system().receptionist().tell(Receptionist.register(TopicObserver.KEY, silent.ref()));
        ActorRef<TopicObserver.Command> observer = TEST_KIT.spawn(TopicObserver.create(false));
        TestProbe<TopicView> views = TEST_KIT.createTestProbe();

        silent.awaitAssert(PATIENCE, () -> {
            observer.tell(new TopicObserver.Look(TOPIC, views.ref()));
            TopicView view = views.receiveMessage(TopicObserver.ANSWERED_WITHIN);
            silent.expectMessageClass(TopicQuestion.class, Duration.ofMillis(10));
            assertThat(view.dataCentres()).hasSize(1);
            return view;
        });
        silent.stop();
    }
}
