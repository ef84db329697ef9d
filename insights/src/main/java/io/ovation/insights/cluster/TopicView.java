package io.ovation.insights.cluster;

import io.ovation.common.event.Totals;
import io.ovation.common.insight.NodeTopic;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A topic as all nodes together know it, as it is told in JSON.
 *
 * @param at when they were asked, in ISO 8601
 * @param self the address of who asked them
 * @param likes by reaction, of all data centres
 * @param dataCentres those that know anything of it, in the order of their names
 * @param unanswered addresses of nodes that did not tell in time all that they know
 */
public record TopicView(
        String at,
        String self,
        String topic,
        Map<String, Long> likes,
        List<TopicInDataCentre> dataCentres,
        List<String> unanswered) {

    public TopicView {
        dataCentres = List.copyOf(dataCentres);
        unanswered = List.copyOf(unanswered);
    }

    /**
     * @param members of the cluster, of which each was asked
     * @param answers of those who answered in time
     */
    public static TopicView of(
            String topic, Instant at, String self, List<ClusterMember> members, Collection<NodeTopic> answers) {
        Totals totals = answers.stream().flatMap(TopicView::totals).reduce(Totals.NONE, Totals::merge);
        Map<String, String> homes = members.stream()
                .collect(Collectors.toMap(ClusterMember::address, ClusterMember::dataCentre, (one, other) -> one));
        Map<String, List<NodeTopic>> byDataCentre = answers.stream()
                .filter(answer -> homes.containsKey(answer.address()))
                .collect(Collectors.groupingBy(
                        answer -> homes.get(answer.address()), TreeMap::new, Collectors.toUnmodifiableList()));
        Set<String> complete = answers.stream()
                .filter(NodeTopic::complete)
                .map(NodeTopic::address)
                .collect(Collectors.toSet());
        return new TopicView(
                ClusterReports.MILLIS.format(at),
                self,
                topic,
                totals.sum(),
                byDataCentre.entrySet().stream()
                        .map(each -> TopicInDataCentre.of(each.getKey(), each.getValue(), totals))
                        .filter(TopicInDataCentre::isKnown)
                        .toList(),
                members.stream()
                        .filter(TopicView::isToAnswer)
                        .map(ClusterMember::address)
                        .filter(address -> !complete.contains(address))
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** One that has just come has nothing to tell yet. */
    private static boolean isToAnswer(ClusterMember member) {
        return member.status() != NodeStatus.JOINING;
    }

    private static Stream<Totals> totals(NodeTopic node) {
        return Stream.of(
                        node.dispatcher() == null ? null : node.dispatcher().totals(),
                        node.backend() == null ? null : node.backend().totals())
                .filter(Objects::nonNull);
    }
}
