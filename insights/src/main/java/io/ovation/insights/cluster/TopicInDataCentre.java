package io.ovation.insights.cluster;

import io.ovation.common.event.Totals;
import io.ovation.common.insight.NodeTopic;
import io.ovation.common.insight.NodeTopic.AtBackend;
import io.ovation.common.insight.NodeTopic.AtDispatcher;
import io.ovation.common.insight.NodeTopic.AtFrontend;
import io.ovation.common.insight.NodeTopic.SubscribedFrontend;
import io.ovation.common.log.Comment;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A topic in one data centre, which has a log of it of its own.
 *
 * @param dispatcher the address of the node where the topic's actor runs; null if it does not run
 * @param committed the position of the latest entry in the store; null if no likes backend has told
 * @param position up to which the topic's actor has followed the log; null if it follows none
 * @param missing entries further on that the topic's actor waits for; null if it does not run
 * @param likes by reaction, of those that this data centre has counted
 * @param frontends that have viewers, or to which the topic's actor sends, in the order of their addresses
 * @param comments the latest, oldest first; null if they are not to be told, or no likes backend has told
 */
public record TopicInDataCentre(
        String dataCentre,
        @Nullable String dispatcher,
        @Nullable Long committed,
        @Nullable Long position,
        @Nullable Long missing,
        Map<String, Long> likes,
        List<TopicAtFrontend> frontends,
        @Nullable List<ToldComment> comments) {

    /**
     * @param subscribed whether the topic's actor sends it what happens; null if that does not run, as far as is known
     * @param viewers that it has, or had told the topic's actor if it does not answer
     * @param position up to which it has followed the log; null if that is not known
     * @param behind how many positions that is behind; null if that is not known
     */
    public record TopicAtFrontend(
            String address,
            @Nullable Boolean subscribed,
            @Nullable Integer viewers,
            @Nullable Long position,
            @Nullable Long behind) {}

    public record ToldComment(String id, Instant at, String member, String text) {

        static ToldComment of(Comment comment) {
            return new ToldComment(comment.id(), comment.at(), comment.member(), comment.text());
        }
    }

    /** @param totals of all data centres */
    static TopicInDataCentre of(String dataCentre, List<NodeTopic> nodes, Totals totals) {
        // While a topic moves two nodes may have it: the one that is ahead is the one that goes on.
        Optional<NodeTopic> runsAt = nodes.stream()
                .filter(node -> node.dispatcher() != null)
                .max(Comparator.comparingLong(node -> orZero(actor(node).position())));
        Optional<AtDispatcher> actor = runsAt.map(TopicInDataCentre::actor);
        Optional<AtBackend> store = nodes.stream()
                .flatMap(node -> Stream.ofNullable(node.backend()))
                .max(Comparator.comparingLong(AtBackend::position));
        return new TopicInDataCentre(
                dataCentre,
                runsAt.map(NodeTopic::address).orElse(null),
                store.map(AtBackend::position).orElse(null),
                actor.map(AtDispatcher::position).orElse(null),
                actor.map(AtDispatcher::missing).orElse(null),
                Totals.of(dataCentre, totals.byDataCentre().getOrDefault(dataCentre, Map.of()))
                        .sum(),
                frontends(nodes, actor, latest(nodes, store)),
                store.map(AtBackend::comments).map(TopicInDataCentre::told).orElse(null));
    }

    boolean isKnown() {
        return dispatcher != null || orZero(committed) > 0 || !likes.isEmpty() || !frontends.isEmpty();
    }

    private static AtDispatcher actor(NodeTopic node) {
        return Objects.requireNonNull(node.dispatcher());
    }

    /** How far the log is, by whoever is furthest: each is asked at its own moment. */
    private static long latest(List<NodeTopic> nodes, Optional<AtBackend> store) {
        long followed = nodes.stream()
                .flatMap(node -> Stream.of(
                        node.dispatcher() == null ? null : node.dispatcher().position(),
                        node.frontend() == null ? null : node.frontend().position()))
                .mapToLong(TopicInDataCentre::orZero)
                .max()
                .orElse(0);
        return Math.max(followed, store.map(AtBackend::position).orElse(0L));
    }

    private static List<TopicAtFrontend> frontends(List<NodeTopic> nodes, Optional<AtDispatcher> actor, long latest) {
        SortedMap<String, TopicAtFrontend> frontends = new TreeMap<>();
        actor.map(AtDispatcher::subscribers).orElse(List.of()).forEach(told -> frontends.put(told.address(), of(told)));
        for (NodeTopic node : nodes) {
            AtFrontend its = node.frontend();
            if (its != null) {
                Boolean subscribed = actor.isPresent() ? Boolean.valueOf(frontends.containsKey(node.address())) : null;
                frontends.put(node.address(), of(node.address(), subscribed, its, latest));
            }
        }
        return List.copyOf(frontends.values());
    }

    private static TopicAtFrontend of(SubscribedFrontend told) {
        return new TopicAtFrontend(told.address(), true, told.viewers(), null, null);
    }

    private static TopicAtFrontend of(String address, @Nullable Boolean subscribed, AtFrontend its, long latest) {
        Long position = its.position();
        return new TopicAtFrontend(
                address,
                subscribed,
                its.viewers(),
                position,
                position == null ? null : Math.max(latest - position, its.missing()));
    }

    private static List<ToldComment> told(List<Comment> comments) {
        return comments.stream().map(ToldComment::of).toList();
    }

    private static long orZero(@Nullable Long position) {
        return position == null ? 0 : position;
    }
}
