package io.ovation.systemtests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.protocol.Role;
import io.ovation.systemtests.fault.audience.Crowd;
import io.ovation.systemtests.fault.audience.Moderator;
import io.ovation.systemtests.fault.audience.Publisher;
import io.ovation.systemtests.fault.oracle.Acknowledged;
import io.ovation.systemtests.fault.oracle.Ledger;
import io.ovation.systemtests.fault.oracle.Moments;
import io.ovation.systemtests.fault.oracle.Oracle;
import io.ovation.systemtests.fault.oracle.StoredVideo;
import io.ovation.systemtests.fault.oracle.Verdict;
import io.ovation.systemtests.fault.oracle.Witness;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.NodeProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Members who write, viewers who watch, on videos of their own, from before the harm is done until everything has
 * settled after it. Publishers and viewers turn to nodes of their own data centre.
 */
final class Trial implements AutoCloseable {

    private static final int VIEWERS = 12;
    private static final int VIDEOS = 2;
    private static final int MEMBERS = 2;

    /** Between two comments of a member: steady for a few viewers, and no more than this machine delivers to many. */
    private static final Duration PACE = Duration.ofMillis(100);

    private static final Duration PACE_PER_VIEWER = Duration.ofNanos(400_000);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Longer than the lease of a frontend, and than what viewers and publishers wait before they try again. */
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(75);

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ClusterUnderTest cluster;
    private final Collection<String> dataCentres;
    private final List<String> videos = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private final Crowd crowd = new Crowd();
    private final List<Publisher> publishers = new ArrayList<>();
    private final List<Moderator> moderators = new ArrayList<>();
    private boolean clean;

    private Trial(ClusterUnderTest cluster, Collection<String> dataCentres) {
        this.cluster = cluster;
        this.dataCentres = dataCentres;
        int number = COUNT.incrementAndGet();
        for (int video = 1; video <= VIDEOS; video++) {
            videos.add("trial-" + number + '-' + video);
        }
    }

    /** Everybody has joined, and the first comments have been accepted. */
    static Trial on(ClusterUnderTest cluster) {
        return on(cluster, VIEWERS);
    }

    static Trial on(ClusterUnderTest cluster, int viewers) {
        return new Trial(cluster, cluster.dataCentres()).begin(viewers, MEMBERS, pace(viewers));
    }

    /**
     * @param viewers of each data centre
     * @param commentsPerSecond of all together, from as many members as write at the usual pace
     */
    static Trial on(ClusterUnderTest cluster, int viewers, int commentsPerSecond) {
        Collection<String> dataCentres = cluster.dataCentres();
        int audiences = dataCentres.size() * VIDEOS;
        int members = (int) Math.ceil(commentsPerSecond * PACE.toMillis() / 1000.0 / audiences);
        Duration pace = Duration.ofSeconds((long) members * audiences).dividedBy(commentsPerSecond);
        return new Trial(cluster, dataCentres).begin(viewers, members, pace);
    }

    /** With publishers and viewers of one data centre. */
    static Trial in(ClusterUnderTest cluster, String dataCentre) {
        return new Trial(cluster, Set.of(dataCentre)).begin(VIEWERS, MEMBERS, pace(VIEWERS));
    }

    /**
     * @param viewers of each data centre
     * @param members of each data centre and video
     */
    private Trial begin(int viewers, int members, Duration pace) {
        try {
            dataCentres.forEach(dataCentre -> addViewers(dataCentre, viewers));
            Eventually.within(
                    PATIENCE,
                    () -> assertThat(crowd.witnesses()).allMatch(Witness::hasJoined, "has a snapshot of its videos"));
            dataCentres.forEach(dataCentre -> startPublishers(dataCentre, members, pace));
            awaitComments(VIDEOS * members);
        } catch (RuntimeException | AssertionError e) {
            close();
            throw e;
        }
        return this;
    }

    /** Spread over the frontends; every third one watches all videos at once. */
    private void addViewers(String dataCentre, int viewers) {
        List<URI> frontends = cluster.in(dataCentre, Role.FRONTEND).stream()
                .map(NodeProcess::viewers)
                .toList();
        List<String> topics = videos.stream().map(video -> "video:" + video).toList();
        for (int number = 0; number < viewers; number++) {
            Set<String> watched =
                    number % (VIDEOS + 1) == VIDEOS ? Set.copyOf(topics) : Set.of(topics.get(number % (VIDEOS + 1)));
            String name = "viewer " + number + " of " + dataCentre;
            crowd.add(name, dataCentre, frontends, number % frontends.size(), watched);
        }
    }

    private static Duration pace(int viewers) {
        Duration pace = PACE_PER_VIEWER.multipliedBy(viewers);
        return pace.compareTo(PACE) > 0 ? pace : PACE;
    }

    private void startPublishers(String dataCentre, int members, Duration pace) {
        List<URI> backends = cluster.in(dataCentre, Role.LIKES_BACKEND).stream()
                .map(NodeProcess::publishers)
                .toList();
        for (String video : videos) {
            for (int member = 1; member <= members; member++) {
                String name = dataCentre + "-member-" + member;
                // Each turns to a backend of its own first, as far as there are enough.
                List<URI> backendsOfMember = new ArrayList<>(backends);
                Collections.rotate(backendsOfMember, member);
                publishers.add(new Publisher(backendsOfMember, video, name, pace, ledger).start());
            }
            moderators.add(new Moderator(backends, "video:" + video, ledger).start());
        }
    }

    /** Until so many more have been accepted. */
    void awaitComments(int more) {
        long wanted = ledger.acknowledgedComments() + more;
        Eventually.within(
                PATIENCE, () -> assertThat(ledger.acknowledgedComments()).isGreaterThanOrEqualTo(wanted));
    }

    /** Publishers and viewers do what they do. @return the longest time in which no comment was accepted */
    Duration longestStandstillWhile(Duration duration) {
        long begin = System.nanoTime();
        goOnFor(duration);
        long end = System.nanoTime();
        LongStream accepted = ledger.topics().stream()
                .flatMap(topic -> ledger.comments(topic).stream())
                .mapToLong(Acknowledged::atNanos);
        return Moments.longestPause(accepted, begin, end);
    }

    /** Publishers and viewers do what they do. */
    void goOnFor(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** The publishers stop; everything settles, or has had the time to. */
    Verdict finish() {
        publishers.forEach(Publisher::stop);
        publishers.forEach(Publisher::awaitEnd);
        moderators.forEach(Moderator::finish);
        long deadline = System.nanoTime() + SETTLES_WITHIN.toNanos();
        while (true) {
            Verdict verdict = judge();
            if ((verdict.isClean() && everybodyIsBack()) || System.nanoTime() - deadline > 0) {
                System.out.println("Verdict: " + verdict.report());
                clean = verdict.isClean();
                return verdict;
            }
            goOnFor(Duration.ofMillis(500));
        }
    }

    private boolean everybodyIsBack() {
        return crowd.open() == crowd.witnesses().size();
    }

    private Verdict judge() {
        List<StoredVideo> stored = dataCentres.stream().flatMap(this::stored).toList();
        return Oracle.judge(ledger, crowd.witnesses(), stored);
    }

    /** Until that data centre has everything, too. It needs no viewers there. */
    void awaitStoredIn(String dataCentre) {
        Eventually.within(
                PATIENCE,
                () -> Oracle.judge(ledger, List.of(), stored(dataCentre).toList())
                        .assertClean());
    }

    private Stream<StoredVideo> stored(String dataCentre) {
        return videos.stream().map(video -> stored(dataCentre, video));
    }

    private StoredVideo stored(String dataCentre, String video) {
        URI backend = cluster.in(dataCentre, Role.LIKES_BACKEND).get(0).publishers();
        try {
            return Archive.read(dataCentre, backend, video);
        } catch (IOException e) {
            throw new IllegalStateException("the likes backend of " + dataCentre + " does not answer", e);
        }
    }

    /** Unless all went well the nodes tell what they logged. */
    @Override
    public void close() {
        if (!clean) {
            System.err.print(cluster.logs());
        }
        publishers.forEach(Publisher::close);
        moderators.forEach(Moderator::close);
        crowd.close();
    }
}
