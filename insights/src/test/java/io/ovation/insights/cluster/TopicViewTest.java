package io.ovation.insights.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Totals;
import io.ovation.common.insight.NodeTopic;
import io.ovation.common.insight.NodeTopic.AtBackend;
import io.ovation.common.insight.NodeTopic.AtDispatcher;
import io.ovation.common.insight.NodeTopic.AtFrontend;
import io.ovation.common.insight.NodeTopic.SubscribedFrontend;
import io.ovation.common.log.Comment;
import io.ovation.insights.cluster.TopicInDataCentre.ToldComment;
import io.ovation.insights.cluster.TopicInDataCentre.TopicAtFrontend;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopicViewTest {

    private static final Instant AT = Instant.parse("2026-01-01T12:00:00.123Z");
    private static final List<ClusterMember> MEMBERS = List.of(
            member("b:1", "east"),
            member("d:1", "east"),
            member("f:1", "east"),
            member("f:2", "east"),
            member("w:1", "west"));

    @Test
    void answers_arePutTogetherByDataCentre() {
        TopicView view = view(
                backend("b:1", new AtBackend(9, likes("east", 5), null)),
                dispatcher("d:1", new AtDispatcher(8L, 1, likes("west", 3), subscribers("f:1", "f:2"))),
                frontend("f:1", new AtFrontend(2, 9L, 0)),
                frontend("f:2", new AtFrontend(1, 7L, 3)),
                backend("w:1", new AtBackend(4, likes("west", 2), null)));

        assertThat(view.at()).isEqualTo("2026-01-01T12:00:00.123Z");
        assertThat(view.likes()).isEqualTo(Map.of("heart", 8L));
        assertThat(view.unanswered()).isEmpty();
        assertThat(view.dataCentres())
                .containsExactly(
                        new TopicInDataCentre(
                                "east",
                                "d:1",
                                9L,
                                8L,
                                1L,
                                Map.of("heart", 5L),
                                List.of(
                                        new TopicAtFrontend("f:1", true, 2, 9L, 0L),
                                        new TopicAtFrontend("f:2", true, 1, 7L, 3L)),
                                null),
                        new TopicInDataCentre("west", null, 4L, null, null, Map.of("heart", 3L), List.of(), null));
    }

    @Test
    void whoIsAheadOfTheStore_wasAskedLater_andOthersAreBehindThat() {
        TopicView view = view(
                backend("b:1", new AtBackend(3, Totals.NONE, null)),
                frontend("f:1", new AtFrontend(1, 5L, 0)),
                frontend("f:2", new AtFrontend(1, 4L, 0)));

        assertThat(view.dataCentres().get(0).frontends())
                .containsExactly(
                        new TopicAtFrontend("f:1", null, 1, 5L, 0L), new TopicAtFrontend("f:2", null, 1, 4L, 1L));
    }

    @Test
    void frontendThatDoesNotAnswer_isKnownByItsSubscription_andOneWithoutIsShownSo() {
        TopicView view = view(
                dispatcher("d:1", new AtDispatcher(5L, 0, Totals.NONE, subscribers("f:1"))),
                frontend("f:2", new AtFrontend(1, null, 0)));

        assertThat(view.dataCentres().get(0).frontends())
                .containsExactly(
                        new TopicAtFrontend("f:1", true, 7, null, null),
                        new TopicAtFrontend("f:2", false, 1, null, null));
        assertThat(view.unanswered()).containsExactly("b:1", "f:1", "w:1");
    }

    @Test
    void nodeThatToldAPartOnly_isNamed_andOneThatJustComesIsNot() {
        TopicView view = TopicView.of(
                "video:42",
                AT,
                "a:1",
                List.of(
                        member("a:1", "east"),
                        new ClusterMember("n:1", 1, "east", List.of(), NodeStatus.JOINING, true)),
                List.of(new NodeTopic("a:1", false, new AtFrontend(1, 1L, 0), null, null)));

        assertThat(view.unanswered()).containsExactly("a:1");
        assertThat(view.dataCentres().get(0).frontends()).hasSize(1);
    }

    @Test
    void topicThatNobodyKnows_isNowhere() {
        TopicView view = view(MEMBERS.stream()
                .map(member -> backend(member.address(), new AtBackend(0, Totals.NONE, List.of())))
                .toArray(NodeTopic[]::new));

        assertThat(view.dataCentres()).isEmpty();
        assertThat(view.unanswered()).isEmpty();
    }

    /** While it moves. */
    @Test
    void topicThatTwoNodesHave_isWhereItIsAhead() {
        TopicView view = view(
                dispatcher("d:1", new AtDispatcher(null, 0, Totals.NONE, List.of())),
                dispatcher("b:1", new AtDispatcher(5L, 0, Totals.NONE, List.of())));

        assertThat(view.dataCentres().get(0).dispatcher()).isEqualTo("b:1");
    }

    @Test
    void comments_areThoseOfTheStoreThatIsFurthest_andBounded() {
        List<Comment> many = IntStream.range(0, 25)
                .mapToObj(number -> new Comment("c-" + number, "ann", "😀".repeat(600), AT, 1.5, true))
                .toList();
        TopicView view = view(
                backend("b:1", new AtBackend(24, Totals.NONE, many.subList(0, 1))),
                backend("d:1", new AtBackend(25, Totals.NONE, many)));

        List<ToldComment> told = view.dataCentres().get(0).comments();
        assertThat(told).hasSize(NodeTopic.MOST_COMMENTS);
        assertThat(told.get(19)).isEqualTo(new ToldComment("c-24", AT, "ann", "😀".repeat(499) + '…'));
    }

    @Test
    void comments_areToldApartFromNone() {
        assertThat(view(backend("b:1", new AtBackend(1, Totals.NONE, null)))
                        .dataCentres()
                        .get(0)
                        .comments())
                .isNull();
        assertThat(view(backend("b:1", new AtBackend(1, Totals.NONE, List.of())))
                        .dataCentres()
                        .get(0)
                        .comments())
                .isEmpty();
    }

    private static TopicView view(NodeTopic... answers) {
        return TopicView.of("video:42", AT, "b:1", MEMBERS, List.of(answers));
    }

    private static NodeTopic frontend(String address, AtFrontend frontend) {
        return new NodeTopic(address, true, frontend, null, null);
    }

    private static NodeTopic dispatcher(String address, AtDispatcher dispatcher) {
        return new NodeTopic(address, true, null, dispatcher, null);
    }

    private static NodeTopic backend(String address, AtBackend backend) {
        return new NodeTopic(address, true, null, null, backend);
    }

    private static List<SubscribedFrontend> subscribers(String... addresses) {
        return Stream.of(addresses)
                .map(address -> new SubscribedFrontend(address, 7))
                .toList();
    }

    private static Totals likes(String dataCentre, long count) {
        return Totals.of(dataCentre, Map.of("heart", count));
    }

    private static ClusterMember member(String address, String dataCentre) {
        return new ClusterMember(address, 1, dataCentre, List.of(), NodeStatus.UP, true);
    }
}
