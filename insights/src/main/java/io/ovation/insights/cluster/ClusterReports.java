package io.ovation.insights.cluster;

import io.ovation.common.insight.NodeReport;
import io.ovation.insights.cluster.ClusterView.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The last report of each member of the cluster, for as long as it is one. */
public final class ClusterReports {

    /** As long for every moment. */
    static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final Comparator<ClusterMember> ORDER = Comparator.comparing(ClusterMember::dataCentre)
            .thenComparing(ClusterMember::address)
            .thenComparing(ClusterMember::boot);

    private static final double MILLIS_PER_SECOND = 1e3;

    /** One process. */
    private record Key(String address, long boot) {}

    /**
     * What is known of it.
     *
     * @param sinceNanos when the report came, or the member was first seen if none has come
     */
    private record Known(@Nullable NodeReport report, long sinceNanos) {}

    private final String self;
    private final long silentAfterNanos;
    private Map<Key, Known> members = Map.of();

    /** @param silentAfter how long after its last report a member is called silent */
    public ClusterReports(String self, Duration silentAfter) {
        this.self = self;
        this.silentAfterNanos = silentAfter.toNanos();
    }

    /** Only of members, so that there are no more reports than these: others report again. */
    public void add(NodeReport report, long nowNanos) {
        members.computeIfPresent(
                new Key(report.address(), report.boot()), (key, before) -> new Known(report, nowNanos));
    }

    /** Forgets all that are no members any more. */
    public void update(List<ClusterMember> current, long nowNanos) {
        Map<Key, Known> next = new HashMap<>();
        for (ClusterMember member : current) {
            Key key = key(member);
            Known known = members.get(key);
            next.put(key, known == null ? new Known(null, nowNanos) : known);
        }
        members = next;
    }

    /** @param current what {@link #update} was told last */
    public ClusterView view(List<ClusterMember> current, LatencyView latency, Instant at, long nowNanos) {
        return new ClusterView(
                MILLIS.format(at),
                self,
                current.stream()
                        .sorted(ORDER)
                        .map(member -> view(member, nowNanos))
                        .collect(Collectors.toUnmodifiableList()),
                latency);
    }

    private NodeView view(ClusterMember member, long nowNanos) {
        Known known = members.getOrDefault(key(member), new Known(null, nowNanos));
        long age = Math.max(0, nowNanos - known.sinceNanos());
        NodeStatus status = status(member, age);
        return known.report() == null
                ? NodeView.withoutReport(member, status)
                : NodeView.of(
                        member, status, known.report(), Duration.ofNanos(age).toMillis() / MILLIS_PER_SECOND);
    }

    private NodeStatus status(ClusterMember member, long age) {
        if (member.status() == NodeStatus.DOWN) {
            return NodeStatus.DOWN;
        }
        if (!member.reachable()) {
            return NodeStatus.UNREACHABLE;
        }
        return member.status() == NodeStatus.UP && age > silentAfterNanos ? NodeStatus.SILENT : member.status();
    }

    private static Key key(ClusterMember member) {
        return new Key(member.address(), member.boot());
    }
}
