package io.ovation.systemtests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.fault.audience.Devices;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Viewer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A thousand members whose networks drop every 8 s: nobody is told anything. */
@LongScenario
@ExtendWith(SharedCluster.class)
class MembersFlapIT {

    private static final int MEMBERS = 1_000;
    private static final int TOPICS_PER_STREAM = 100;
    private static final Duration STREAM = Duration.ofSeconds(5);
    private static final Duration AWAY = Duration.ofSeconds(3);
    /** Buckets start with their first members, on cold nodes that is slow. */
    private static final Duration COME_WITHIN = Duration.ofMinutes(1);

    private static final Duration FLAPS = Duration.ofMinutes(1);

    @Test
    void nobodyIsToldOfThem(ClusterUnderTest cluster) throws InterruptedException {
        List<URI> frontends =
                cluster.frontends().stream().map(NodeProcess::viewers).toList();
        List<Viewer> watchers = new ArrayList<>();
        try (Devices devices = new Devices(frontends, STREAM, AWAY)) {
            for (int from = 0; from < MEMBERS; from += TOPICS_PER_STREAM) {
                watchers.add(watch(frontends.get(0), from));
            }
            for (int member = 0; member < MEMBERS; member++) {
                devices.add(name(member), member % frontends.size());
            }
            Eventually.within(
                    COME_WITHIN,
                    () -> assertThat(statuses(watchers).values())
                            .filteredOn(told -> told.endsWith("online"))
                            .hasSize(MEMBERS));
            Map<String, String> before = statuses(watchers);

            Thread.sleep(FLAPS.toMillis());

            Map<String, String> more = statuses(watchers);
            more.entrySet().removeAll(before.entrySet());
            assertThat(more).as("all that was told of those of whom more was").isEmpty();
        } finally {
            watchers.forEach(Viewer::close);
        }
    }

    private static Viewer watch(URI frontend, int from) {
        return Viewer.watchMembers(
                frontend,
                IntStream.range(from, from + TOPICS_PER_STREAM)
                        .mapToObj(MembersFlapIT::name)
                        .toList());
    }

    private static String name(int member) {
        return "flaps-" + member;
    }

    /** What each member was told to be, one after the other. */
    private static Map<String, String> statuses(List<Viewer> watchers) {
        return watchers.stream()
                .flatMap(watcher -> watcher.received("presence").stream())
                .map(Viewer.Received::data)
                .collect(Collectors.toMap(
                        data -> data.path("member").asText(),
                        data -> data.path("status").asText(),
                        (one, other) -> one + ' ' + other));
    }
}
