package io.ovation.insights.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.insight.NodeReport;
import io.ovation.common.insight.TraceFigures;
import io.ovation.insights.cluster.ClusterView.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterReportsTest {

    private static final Duration SILENT_AFTER = Duration.ofSeconds(3);
    private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");
    private static final ClusterMember A = member("a:1", 1, NodeStatus.UP);
    private static final ClusterMember B = member("b:1", 2, NodeStatus.UP);

    private final ClusterReports reports = new ClusterReports("a:1", SILENT_AFTER);
    private long now = Long.MAX_VALUE - Duration.ofSeconds(4).toNanos();

    @Test
    void member_isShownWithItsReport() {
        update(A, B);
        reports.add(report("b:1", 2), now);
        pass(Duration.ofMillis(1_234));

        NodeView shown = view(A, B).nodes().get(1);

        assertThat(shown.address()).isEqualTo("b:1");
        assertThat(shown.status()).isEqualTo(NodeStatus.UP);
        assertThat(shown.version()).isEqualTo("1.0");
        assertThat(shown.ageSeconds()).isEqualTo(1.234);
    }

    @Test
    void moment_hasMilliseconds() {
        assertThat(view().at()).isEqualTo("2026-01-01T12:00:00.000Z");
        assertThat(view().self()).isEqualTo("a:1");
    }

    @Test
    void memberWithoutReport_isShownAsItsMembershipSays() {
        update(A, B);

        NodeView shown = view(A, B).nodes().get(1);

        assertThat(shown.status()).isEqualTo(NodeStatus.UP);
        assertThat(shown.ageSeconds()).isNull();
        assertThat(shown.ready()).isNull();
        assertThat(shown.topTopics()).isEmpty();
    }

    @Test
    void memberOfWhichNothingIsHeard_isSilent_andKeepsItsLastReport() {
        update(A, B);
        reports.add(report("b:1", 2), now);
        pass(SILENT_AFTER);
        assertThat(status(B)).isEqualTo(NodeStatus.UP);

        pass(Duration.ofMillis(1));
        update(A, B);

        assertThat(status(B)).isEqualTo(NodeStatus.SILENT);
        assertThat(view(A, B).nodes().get(1).version()).isEqualTo("1.0");

        reports.add(report("b:1", 2), now);
        assertThat(status(B)).isEqualTo(NodeStatus.UP);
    }

    @Test
    void memberThatNeverReports_isSilentSomeTimeAfterItWasSeen() {
        update(A);
        pass(Duration.ofSeconds(10));
        update(A, B);
        assertThat(status(B)).isEqualTo(NodeStatus.UP);

        pass(SILENT_AFTER.plusMillis(1));
        update(A, B);

        assertThat(status(B)).isEqualTo(NodeStatus.SILENT);
    }

    @Test
    void whatTheClusterSays_winsOverSilence() {
        update(A, B);
        pass(Duration.ofMinutes(1));

        assertThat(status(new ClusterMember("b:1", 2, "dc", List.of(), NodeStatus.UP, false)))
                .isEqualTo(NodeStatus.UNREACHABLE);
        assertThat(status(new ClusterMember("b:1", 2, "dc", List.of(), NodeStatus.DOWN, false)))
                .isEqualTo(NodeStatus.DOWN);
        assertThat(status(new ClusterMember("b:1", 2, "dc", List.of(), NodeStatus.LEAVING, true)))
                .isEqualTo(NodeStatus.LEAVING);
    }

    @Test
    void reportOfNoMember_isNotKept() {
        update(A);
        reports.add(report("b:1", 2), now);
        update(A, B);

        assertThat(view(A, B).nodes().get(1).ageSeconds()).isNull();
    }

    @Test
    void memberThatIsGone_isForgotten() {
        update(A, B);
        reports.add(report("b:1", 2), now);
        update(A);
        update(A, B);

        assertThat(view(A, B).nodes().get(1).ageSeconds()).isNull();
    }

    @Test
    void processThatCameBackAtAnAddress_isAnother() {
        ClusterMember again = member("b:1", 3, NodeStatus.UP);
        update(A, B, again);
        reports.add(report("b:1", 2), now);

        assertThat(view(A, B, again).nodes()).extracting(NodeView::ageSeconds).containsExactly(null, 0.0, null);
    }

    @Test
    void nodes_areInTheOrderOfDataCentresAndAddresses() {
        ClusterMember west = new ClusterMember("a:0", 9, "west", List.of(), NodeStatus.UP, true);

        assertThat(view(west, B, A).nodes()).extracting(NodeView::address).containsExactly("a:1", "b:1", "a:0");
    }

    private static ClusterMember member(String address, long boot, NodeStatus status) {
        return new ClusterMember(address, boot, "dc", List.of("frontend"), status, true);
    }

    private static NodeReport report(String address, long boot) {
        return new NodeReport(address, boot, "1.0", null, true, 5, null, null, null, null, List.of());
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void update(ClusterMember... members) {
        reports.update(List.of(members), now);
    }

    private NodeStatus status(ClusterMember b) {
        return view(A, b).nodes().get(1).status();
    }

    private ClusterView view(ClusterMember... members) {
        return reports.view(List.of(members), LatencyView.of(TraceFigures.NONE, 0.01, List.of(), List.of()), AT, now);
    }
}
