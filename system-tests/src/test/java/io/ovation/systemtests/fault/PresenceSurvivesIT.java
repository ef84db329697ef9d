package io.ovation.systemtests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.fault.audience.Devices;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Viewer;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Presence while nodes are killed: nobody who is there is shown offline, and nobody who is gone stays online. */
@LongScenario
@ExtendWith(SharedCluster.class)
class PresenceSurvivesIT {

    private static final Duration COMES_BACK_AFTER = Duration.ofSeconds(1);
    private static final Duration EXPIRY = Duration.ofSeconds(15);

    // The bounds in docs/decisions/0008-presence.md.
    private static final Duration GONE_AMID_MOVES = EXPIRY.multipliedBy(2);
    private static final Duration GONE_WITH_BOTH = Duration.ofSeconds(28);

    /** From the event to when this test has seen it. */
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(1);

    /** Buckets start with their first members, on cold nodes that is slow. */
    private static final Duration COME_WITHIN = Duration.ofMinutes(1);

    private static final List<String> HERE = names("here", 60);
    private static final List<String> GONE = names("gone", 30);

    @Test
    void dispatcherDies_andThenAFrontend(ClusterUnderTest cluster) throws InterruptedException {
        List<NodeProcess> frontends = cluster.frontends();
        try (Devices here = devices(cluster, COMES_BACK_AFTER);
                Devices gone = devices(cluster, Devices.FOR_EVER);
                Viewer watcher = watch(frontends.get(1), "a")) {
            open(here, gone, "a");
            awaitOnline(watcher);

            cluster.dispatchers().get(0).kill();
            // Longer than it takes to be taken for offline.
            Thread.sleep(EXPIRY.multipliedBy(2).toMillis());
            assertThat(offline(watcher)).isEmpty();
            // To which shards move, over the next minute.
            cluster.heal();

            long killed = System.nanoTime();
            frontends.get(0).kill();
            awaitGone(watcher, "a", killed, GONE_AMID_MOVES);
            Thread.sleep(EXPIRY.multipliedBy(2).toMillis());
            assertThat(offline(watcher)).isEqualTo(members(GONE, "a"));
        }
    }

    @Test
    void bothDieTogether(ClusterUnderTest cluster) throws InterruptedException {
        List<NodeProcess> frontends = cluster.frontends();
        try (Devices here = devices(cluster, COMES_BACK_AFTER);
                Devices gone = devices(cluster, Devices.FOR_EVER);
                Viewer watcher = watch(frontends.get(1), "b")) {
            open(here, gone, "b");
            awaitOnline(watcher);

            long killed = System.nanoTime();
            cluster.dispatchers().get(0).kill();
            frontends.get(0).kill();
            awaitGone(watcher, "b", killed, GONE_WITH_BOTH);
            Thread.sleep(EXPIRY.multipliedBy(2).toMillis());
            assertThat(offline(watcher)).isEqualTo(members(GONE, "b"));
        }
    }

    private static List<String> names(String what, int count) {
        return IntStream.range(0, count).mapToObj(number -> what + '-' + number).toList();
    }

    private static Devices devices(ClusterUnderTest cluster, Duration away) {
        List<URI> frontends =
                cluster.frontends().stream().map(NodeProcess::viewers).toList();
        return new Devices(frontends, Devices.FOR_EVER, away);
    }

    /** Those who stay are at both frontends, those who will be gone at the one that dies. */
    private static void open(Devices here, Devices gone, String test) {
        for (int number = 0; number < HERE.size(); number++) {
            here.add(HERE.get(number) + test, number % 2);
        }
        GONE.forEach(member -> gone.add(member + test, 0));
    }

    private static Viewer watch(NodeProcess frontend, String test) {
        return Viewer.watchMembers(
                frontend.viewers(),
                Stream.of(HERE, GONE)
                        .flatMap(List::stream)
                        .map(member -> member + test)
                        .toList());
    }

    private static void awaitOnline(Viewer watcher) {
        Eventually.within(
                COME_WITHIN, () -> assertThat(withStatus(watcher, "online")).hasSize(HERE.size() + GONE.size()));
    }

    private static void awaitGone(Viewer watcher, String test, long killedAtNanos, Duration bound) {
        Duration left = bound.plus(SEEN_WITHIN).minusNanos(System.nanoTime() - killedAtNanos);
        Eventually.within(left, () -> assertThat(offline(watcher)).isEqualTo(members(GONE, test)));
        System.out.printf(
                "%d members who are gone were offline %d ms after the kill%n",
                GONE.size(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killedAtNanos));
    }

    private static Set<String> members(List<String> names, String test) {
        return names.stream().map(name -> name + test).collect(Collectors.toSet());
    }

    /** Who was told to be offline after having been online. */
    private static Set<String> offline(Viewer watcher) {
        Set<String> online = new HashSet<>();
        Set<String> offline = new HashSet<>();
        for (Viewer.Received event : watcher.received("presence")) {
            String member = event.data().path("member").asText();
            if (event.data().path("status").asText().equals("online")) {
                online.add(member);
            } else if (online.contains(member)) {
                offline.add(member);
            }
        }
        return offline;
    }

    private static Set<String> withStatus(Viewer watcher, String status) {
        return watcher.received("presence").stream()
                .filter(event -> event.data().path("status").asText().equals(status))
                .map(event -> event.data().path("member").asText())
                .collect(Collectors.toSet());
    }
}
