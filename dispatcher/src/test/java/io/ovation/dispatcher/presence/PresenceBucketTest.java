package io.ovation.dispatcher.presence;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.ovation.common.event.Event;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.memory.NodeMemory;
import io.ovation.common.protocol.PresenceMessage;
import io.ovation.dispatcher.kv.ScriptedTable;
import io.ovation.dispatcher.kv.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresenceBucketTest {

    /** What is told to those who watch a member. */
    record Change(String member, Event.Presence presence) {}

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration QUIET = Duration.ofMillis(50);

    private final ActorTestKit testKit = ActorTestKit.create(ManualTime.config());
    private final ManualTime manualTime = ManualTime.get(testKit.system());
    private final AtomicLong nanoTime = new AtomicLong();
    private final RecentLoss loss = new RecentLoss(Duration.ofSeconds(15));
    private final ScriptedTable store = new ScriptedTable();
    private final TestProbe<Change> changes = testKit.createTestProbe(Change.class);
    private final TestProbe<PresenceMessage> elsewhere = testKit.createTestProbe(PresenceMessage.class);
    private final TestProbe<ClusterSharding.ShardCommand> shard =
            testKit.createTestProbe(ClusterSharding.ShardCommand.class);

    private ActorRef<PresenceMessage> bucket;

    @BeforeEach
    void start() {
        bucket = spawn("");
    }

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void member_isOnlineFromTheFirstHeartbeatAndOfflineAfterSilence() throws Exception {
        store.nextRead().complete(Map.of());
        beat("ann");
        assertThat(change()).isEqualTo(new Change("ann", new Event.Presence(true, START)));

        settle("ann");
        pass(Duration.ofSeconds(10));
        beat("ann");
        settle("ann");
        pass(Duration.ofSeconds(14));
        settle("ann");
        changes.expectNoMessage(QUIET);
        pass(Duration.ofSeconds(1));

        assertThat(change()).isEqualTo(new Change("ann", new Event.Presence(false, START.plusSeconds(10))));
        // Who asks a member that is just being put away is not answered.
        assertThat(eventually("ann")).isEqualTo(new Event.Presence(false, START.plusSeconds(10)));
        settle("ann");
        beat("ann");
        assertThat(change().presence().online()).isTrue();
    }

    @Test
    void thousandMembersWhoseNetworkFlaps_areOnlineAllTheTime() throws Exception {
        store.nextRead();
        bucket = spawn("ovation.dispatcher.presence.members = 1000");
        store.nextRead().complete(Map.of());
        List<String> members =
                IntStream.range(0, 1_000).mapToObj(number -> "m" + number).toList();
        bucket.tell(new PresenceMessage.Heartbeat(members));
        List<String> online = new ArrayList<>();
        members.forEach(member -> online.add(change().member()));
        assertThat(online).containsExactlyInAnyOrderElementsOf(members);
        settle(members.toArray(String[]::new));

        for (int second = 8; second <= 60; second += 8) {
            pass(Duration.ofSeconds(8));
            bucket.tell(new PresenceMessage.Heartbeat(members));
            settle(members.toArray(String[]::new));
        }

        changes.expectNoMessage(QUIET);
        pass(Duration.ofSeconds(15));
        members.forEach(member -> assertThat(change().presence().online()).isFalse());
    }

    @Test
    void members_areTakenOverAsTheyWere_andNotShownOfflineBeforeHeartbeatsHadTheirTime() throws Exception {
        store.nextRead()
                .complete(Map.of(
                        "ann", field(true, START.minusSeconds(100)),
                        "bob", field(true, START.minusSeconds(100)),
                        "cem", field(false, START.minusSeconds(200))));

        assertThat(ask("ann")).isEqualTo(new Event.Presence(true, START.minusSeconds(100)));
        assertThat(ask("cem")).isEqualTo(new Event.Presence(false, START.minusSeconds(200)));
        assertThat(ask("dan")).isEqualTo(Event.Presence.NEVER);
        pass(Duration.ofSeconds(14));
        beat("ann");
        settle("ann", "bob");
        pass(Duration.ofSeconds(1));

        assertThat(change()).isEqualTo(new Change("bob", new Event.Presence(false, START.minusSeconds(100))));
        changes.expectNoMessage(QUIET);
    }

    @Test
    void bucketWithoutItsStore_saysThatItDoesNotKnowUntilItDoes() throws Exception {
        store.nextRead().completeExceptionally(new IllegalStateException("the store is down"));
        beat("ann");
        change();

        assertThat(ask("ann").online()).isTrue();
        assertThat(ask("bob")).isNull();
        pass(Duration.ofSeconds(2));
        store.nextRead().complete(Map.of("bob", field(true, START), "ann", field(false, START)));

        assertThat(eventually("bob").online()).isTrue();
        assertThat(ask("ann").online()).isTrue();
    }

    @Test
    void bucketThatStartsAfterALoss_doesNotTakeWhomTheStoreLacksForOffline() throws Exception {
        loss.happened(0);
        store.nextRead().complete(Map.of());

        assertThat(ask("ann")).isNull();
        pass(Duration.ofSeconds(15));
        assertThat(ask("ann")).isEqualTo(Event.Presence.NEVER);
    }

    @Test
    void bucketWhoseStoreStaysAway_knowsAfterHeartbeatAndGrace() throws Exception {
        store.nextRead();
        pass(Duration.ofMillis(2500));
        assertThat(ask("ann")).isNull();

        pass(Duration.ofSeconds(15));

        assertThat(ask("ann")).isEqualTo(Event.Presence.NEVER);
    }

    @Test
    void changes_areWrittenTogether_andAgainIfThatFails() throws Exception {
        store.nextRead().complete(Map.of());
        store.failWrites(true);
        beat("ann", "bob");
        change();
        change();
        settle("ann", "bob");

        pass(Duration.ofMillis(200));
        Map<String, Table.Field> both = store.nextWrite();
        assertThat(both).containsOnlyKeys("ann", "bob").containsEntry("ann", field(true, START));
        store.failWrites(false);
        settle();
        pass(Duration.ofSeconds(2));

        assertThat(store.nextWrite()).isEqualTo(both);
    }

    @Test
    void membersWhoStay_areWrittenAgainBeforeTheStoreForgets() throws Exception {
        store.nextRead().complete(Map.of());
        stay("ann", 1);
        assertThat(store.nextWrite()).containsOnlyKeys("ann");

        stay("ann", 12);

        assertThat(store.nextWrite()).containsOnlyKeys("ann");
    }

    @Test
    void membersWhoStay_areWrittenAgainWhenTheStoreMayHaveForgotten() throws Exception {
        store.nextRead().complete(Map.of());
        stay("ann", 1);
        assertThat(store.nextWrite()).containsOnlyKeys("ann");

        store.forget(true);
        stay("ann", 2);

        assertThat(store.nextWrite()).containsOnlyKeys("ann");
    }

    @Test
    void heartbeats_goToOtherDataCentresOnceAndNoFurther() throws Exception {
        store.nextRead().complete(Map.of());

        beat("ann");
        elsewhere.expectMessage(new PresenceMessage.ForwardHeartbeat(List.of("ann")));
        bucket.tell(new PresenceMessage.ForwardHeartbeat(List.of("bob")));

        assertThat(List.of(change().member(), change().member())).containsExactlyInAnyOrder("ann", "bob");
        elsewhere.expectNoMessage(QUIET);
    }

    @Test
    void fullBucket_leavesNewcomersOut() throws Exception {
        store.nextRead();
        bucket = spawn("ovation.dispatcher.presence.members = 1");
        store.nextRead().complete(Map.of());

        beat("ann", "bob");

        assertThat(change().member()).isEqualTo("ann");
        changes.expectNoMessage(QUIET);
        assertThat(ask("bob")).isEqualTo(Event.Presence.NEVER);
    }

    @Test
    void idleBucket_asksToBePassivated() throws Exception {
        store.nextRead().complete(Map.of());
        ask("ann");

        pass(Duration.ofMinutes(2));
        pass(Duration.ofSeconds(10));

        shard.expectMessageClass(ClusterSharding.Passivate.class);
    }

    @Test
    void bucketThatStarts_stops() {
        bucket.tell(new PresenceMessage.Stop());

        changes.expectTerminated(bucket);
    }

    @Test
    void bucketThatRuns_writesWhatItHasAndStops() throws Exception {
        store.nextRead().complete(Map.of());
        beat("ann");
        change();
        settle("ann");

        bucket.tell(new PresenceMessage.Stop());

        changes.expectTerminated(bucket);
        assertThat(store.nextWrite()).containsOnlyKeys("ann");
    }

    @Test
    void sweep_wakesWhatTheStoreNames() {
        TestProbe<Integer> woken = testKit.createTestProbe(Integer.class);
        store.mark("7");
        testKit.spawn(PresenceSweep.create(
                new PresenceTable(store, TestPresenceSettings.with("")),
                Duration.ofSeconds(10),
                number -> woken.getRef().tell(number)));

        manualTime.timePasses(Duration.ofSeconds(10));
        woken.expectMessage(7);
        awaitHandledBySweep(woken);
    }

    @Test
    void sweepThatFails_isStartedAnew() {
        TestProbe<Integer> woken = testKit.createTestProbe(Integer.class);
        AtomicInteger failures = new AtomicInteger();
        store.mark("7");
        testKit.spawn(PresenceSweep.create(
                new PresenceTable(store, TestPresenceSettings.with("")), Duration.ofSeconds(10), number -> {
                    if (failures.incrementAndGet() == 1) {
                        throw new IllegalStateException("of the test");
                    }
                    woken.getRef().tell(number);
                }));

        awaitHandledBySweep(woken);

        assertThat(failures.get()).isGreaterThan(1);
    }

    @Test
    void heartbeatsThatWaitForTheStore_areBounded() throws Exception {
        ByteBudget budget = NodeMemory.get(testKit.system()).mailboxes();
        CompletableFuture<Map<String, Table.Field>> read = store.nextRead();
        for (int batch = 0; batch < 20; batch++) {
            bucket.tell(new PresenceMessage.Heartbeat(Collections.nCopies(500, "m".repeat(128))));
        }

        changes.awaitAssert(() -> assertThat(budget.taken()).isBetween(900_000L, 1L << 20));
        read.complete(Map.of());

        assertThat(change().member()).isEqualTo("m".repeat(128));
        changes.awaitAssert(() -> assertThat(budget.taken()).isZero());
    }

    /** It goes on: again, the next time. */
    private void awaitHandledBySweep(TestProbe<Integer> woken) {
        woken.awaitAssert(Duration.ofSeconds(15), () -> {
            manualTime.timePasses(Duration.ofSeconds(10));
            woken.expectMessage(QUIET, 7);
            return null;
        });
    }

    private ActorRef<PresenceMessage> spawn(String changedSettings) {
        PresenceBucketSettings settings = TestPresenceSettings.with(changedSettings);
        PresenceEnvironment environment = new PresenceEnvironment(
                settings,
                new PresenceTable(store, settings),
                (member, presence) -> changes.getRef().tell(new Change(member, presence)),
                (number, message) -> elsewhere.getRef().tell(message),
                loss,
                nanoTime::get,
                () -> START.plusNanos(nanoTime.get()));
        return testKit.spawn(PresenceBucket.create(7, environment, shard.getRef()));
    }

    private void beat(String... members) {
        bucket.tell(new PresenceMessage.Heartbeat(List.of(members)));
    }

    /** Keeps a member online for so many heartbeats. */
    private void stay(String member, int beats) {
        for (int beat = 0; beat < beats; beat++) {
            beat(member);
            settle(member);
            pass(Duration.ofSeconds(10));
            settle(member);
        }
    }

    private Change change() {
        return changes.receiveMessage(Duration.ofSeconds(15));
    }

    private Event.Presence ask(String member) {
        return ask(member, Duration.ofSeconds(15));
    }

    private Event.Presence ask(String member, Duration patience) {
        TestProbe<PresenceMessage.Answer> probe = testKit.createTestProbe(PresenceMessage.Answer.class);
        bucket.tell(new PresenceMessage.Ask(member, 1, probe.getRef()));
        return probe.receiveMessage(patience).presence();
    }

    /** Asks until there is an answer that says something. */
    private Event.Presence eventually(String member) {
        return changes.awaitAssert(Duration.ofSeconds(15), () -> {
            Event.Presence presence = ask(member, Duration.ofSeconds(1));
            assertThat(presence).isNotNull();
            return presence;
        });
    }

    /** What the bucket and the actors of these members were told has been handled, and what they told the bucket. */
    private void settle(String... members) {
        TestProbe<PresenceMessage.Answer> probe = testKit.createTestProbe(PresenceMessage.Answer.class);
        for (String member : members) {
            bucket.tell(new PresenceMessage.Ask(member, 1, probe.getRef()));
        }
        probe.receiveSeveralMessages(members.length, Duration.ofSeconds(15));
        // Twice: what it tells itself while it handles one comes before the other.
        ask("nobody");
        ask("nobody");
    }

    private void pass(Duration duration) {
        nanoTime.addAndGet(duration.toNanos());
        manualTime.timePasses(duration);
    }

    /** How a member is stored. */
    private static Table.Field field(boolean online, Instant lastActiveAt) {
        return new Table.Field(
                0,
                (online ? "on " : "off ") + lastActiveAt.toEpochMilli(),
                online ? Duration.ofMinutes(5) : Duration.ofHours(24),
                online);
    }
}
