package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.log.Retraction;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.BackendMessage.CommitRemote;
import io.ovation.common.protocol.FrontendMessage.Subscribed;
import io.ovation.common.protocol.LogMessage;
import io.ovation.dispatcher.TestLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A topic and the same topic in another data centre. */
class RemoteEntriesTest extends TopicFixture {

    private static final String THERE = "there";

    private final TestLog remoteLog = TestLog.of(THERE, 600);
    private final TestProbe<LogMessage> there = testKit.createTestProbe(LogMessage.class);

    @BeforeEach
    void start() throws InterruptedException {
        dataCentres.others(THERE);
        spawn(TOPIC, "");
        store.nextRead().complete(Map.of());
    }

    @Test
    void ownEntries_goToOtherDataCentresThoughNobodyWatchesHere() throws InterruptedException {
        topic.tell(committed(5, 7));

        assertThat(dataCentres.next(LogMessage.Entries.class))
                .isEqualTo(new LogMessage.Entries(TOPIC, "here", log.range(5, 7), false, self()));
        backend.expectNoMessage(QUIET);
    }

    @Test
    void entriesOfOthers_areToldWithTheNextOwnOneOnly() throws InterruptedException {
        log.add(THERE, remoteLog.entries().get(0).body());
        log.say("text");

        topic.tell(committed(20, 21));
        topic.tell(committed(21, 22));

        assertThat(dataCentres.next(LogMessage.Entries.class).range()).isEqualTo(log.own(20, 22));
        assertThat(dataCentres.isSilent()).isTrue();
    }

    @Test
    void entriesThatAreKnownHere_areNotToldOthersAgain() throws InterruptedException {
        topic.tell(subscribe(one, 1));
        load(7);
        one.expectMessageClass(Subscribed.class);

        topic.tell(committed(5, 7));
        topic.tell(committed(6, 8));

        assertThat(dataCentres.next(LogMessage.Entries.class).range()).isEqualTo(log.range(6, 8));
    }

    @Test
    void commentThatIsKnownToBeRetracted_goesToOtherDataCentresWithoutItsText() throws InterruptedException {
        log.add("here", new Retraction("retraction", "here-22", null));
        log.say("text");
        topic.tell(subscribe(one, 1));
        load(21);
        one.expectMessageClass(Subscribed.class);

        topic.tell(committed(21, 22));

        assertThat(dataCentres.next(LogMessage.Entries.class).range().entries())
                .containsExactly(log.entries().get(21).emptied());
    }

    @Test
    void tails_goToOtherDataCentres() throws InterruptedException {
        topic.tell(tail(log.mark(7)));

        assertThat(dataCentres.next(LogMessage.Tail.class))
                .isEqualTo(new LogMessage.Tail(TOPIC, "here", log.mark(7), self()));
    }

    @Test
    void fetchOfAnotherDataCentre_isAnsweredWithOwnEntriesOnly() {
        log.add(THERE, remoteLog.entries().get(0).body());
        topic.tell(subscribe(one, 1));
        load(21);
        one.expectMessageClass(Subscribed.class);

        topic.tell(new LogMessage.Fetch(TOPIC, "here", log.mark(18), 21, 1_000, there.getRef()));

        there.expectMessage(new LogMessage.Entries(TOPIC, "here", log.own(18, 21), false, self(), true));
    }

    @Test
    void fetchOfAnotherDataCentre_goesToABackendIfNobodyWatchesHere() {
        LogMessage.Fetch fetch = new LogMessage.Fetch(TOPIC, "here", log.mark(18), 20, 1_000, there.getRef());

        topic.tell(fetch);

        backend.expectMessage(fetch);
    }

    @Test
    void fetchForALogThatIsNotHere_isNotPassedOn() {
        topic.tell(new LogMessage.Fetch(TOPIC, "elsewhere", log.mark(18), 20, 1_000, there.getRef()));
        awaitHandled();

        backend.expectNoMessage(QUIET);
    }

    @Test
    void entriesOfAnotherDataCentre_areCommittedInOrder_andToldNobodyBefore() {
        topic.tell(subscribe(one, 1));
        load(20);
        one.expectMessageClass(Subscribed.class);

        topic.tell(remote(3, 5));
        CommitRemote first = committing();
        topic.tell(remote(5, 6));
        topic.tell(remote(6, 8));
        awaitHandled();
        backend.expectNoMessage(QUIET);
        reply(first.replyTo(), 5);

        assertThat(first.range()).isEqualTo(remoteLog.range(3, 5));
        assertThat(first.dataCentre()).isEqualTo(THERE);
        assertThat(first.gap()).isFalse();
        assertThat(committing().range()).isEqualTo(remoteLog.range(5, 8));
        one.expectNoMessage(QUIET);
    }

    @Test
    void hole_isAskedForThere_andThenThroughSharding() throws InterruptedException {
        level(5);

        topic.tell(remote(7, 8));
        awaitHandled();
        pass(Duration.ofMillis(30));
        there.expectMessage(fetch(5, 7));
        awaitHandled();
        pass(Duration.ofMillis(400));
        assertThat(dataCentres.next(LogMessage.Fetch.class)).isEqualTo(fetch(5, 7));
        topic.tell(remote(5, 7));

        assertThat(committing().range()).isEqualTo(remoteLog.range(5, 8));
    }

    @Test
    void whatIsFarBehind_isCommittedPageByPageWithAGap_andTheLatestWithout() {
        topic.tell(new LogMessage.Tail(TOPIC, THERE, remoteLog.mark(600), there.getRef()));
        CommitRemote probe = committing();
        assertThat(probe.range()).isEqualTo(LogRange.empty(remoteLog.mark(600)));
        reply(probe.replyTo(), 5);
        awaitHandled();
        pass(Duration.ofMillis(30));
        there.expectMessage(fetch(5, 600));

        topic.tell(remote(5, 99));
        CommitRemote late = committing();
        topic.tell(remote(99, 100));
        topic.tell(remote(100, 110));
        reply(late.replyTo(), 99);
        CommitRemote latest = committing();

        assertThat(late.gap()).isTrue();
        assertThat(latest.range()).isEqualTo(remoteLog.range(99, 110));
        assertThat(latest.gap()).isFalse();
    }

    @Test
    void pageThatTheStoreRefused_isFollowedByWhatItLacks() {
        topic.tell(remote(7, 9));
        reply(committing().replyTo(), 5);
        awaitHandled();
        pass(Duration.ofMillis(30));

        there.expectMessage(fetch(5, 9));
    }

    @Test
    void storeThatIsBusy_isAskedAgain() {
        topic.tell(remote(3, 5));
        CommitRemote first = committing();
        first.replyTo().tell(new BackendMessage.RemoteBusy(TOPIC, THERE, 1_000));
        awaitHandled();
        pass(Duration.ofMillis(900));
        backend.expectNoMessage(QUIET);

        pass(Duration.ofMillis(400));

        backend.expectMessage(first);
    }

    @Test
    void storeThatDoesNotAnswer_isAskedAgain() {
        topic.tell(remote(3, 5));
        CommitRemote first = committing();
        awaitHandled();

        pass(Duration.ofMillis(400));

        backend.expectMessage(first);
    }

    @Test
    void storeThatWasRestoredThere_isTakenInFromWhereBothAreTheSame() {
        level(5);
        TestLog restored = remoteLog.upTo(3, "restored");
        restored.say("text");
        topic.tell(new LogMessage.Tail(TOPIC, THERE, restored.mark(4), there.getRef()));
        awaitHandled();
        pass(Duration.ofMillis(30));
        there.expectMessage(fetch(5, 5));
        List<LogMessage.Place> places = List.of(
                new LogMessage.Place(restored.mark(4), "restored-4"),
                new LogMessage.Place(restored.mark(3), "there-3"));

        topic.tell(new LogMessage.Diverged(TOPIC, THERE, remoteLog.mark(5), places));
        BackendMessage.RealignRemote realign = backend.expectMessageClass(BackendMessage.RealignRemote.class);
        reply(realign.replyTo(), 3);
        awaitHandled();
        pass(Duration.ofMillis(30));

        assertThat(realign.places()).isEqualTo(places);
        there.expectMessage(fetch(3, 4));
    }

    @Test
    void dataCentreThatIsNotOfTheCluster_isNotHeard() {
        topic.tell(new LogMessage.Entries(TOPIC, "elsewhere", remoteLog.range(3, 5), false, there.getRef()));
        awaitHandled();

        backend.expectNoMessage(QUIET);
    }

    @Test
    void topicThatTakesEntriesIn_isNotIdle() {
        topic.tell(remote(3, 5));
        CommitRemote commit = committing();
        for (int minute = 0; minute < 3; minute++) {
            pass(Duration.ofMinutes(1));
            backend.receiveMessage();
        }
        shard.expectNoMessage(QUIET);

        reply(commit.replyTo(), 5);
        testKit.createTestProbe().awaitAssert(() -> {
            pass(Duration.ofSeconds(10));
            return shard.receiveMessage(QUIET);
        });
    }

    @Test
    void holeThatIsNotFilledForAMinute_isGivenUp() {
        level(5);
        topic.tell(remote(7, 8));
        for (int second = 0; second < 70; second++) {
            awaitHandled();
            pass(Duration.ofSeconds(1));
        }
        there.expectMessage(fetch(5, 7));
        awaitHandled();

        topic.tell(remote(8, 9));

        assertThat(committing().range()).isEqualTo(remoteLog.range(8, 9));
    }

    /** The store has taken in the log of the other data centre up to that position, and the topic knows. */
    private void level(long position) {
        topic.tell(remote(position - 1, position));
        reply(committing().replyTo(), position);
    }

    private CommitRemote committing() {
        return backend.expectMessageClass(CommitRemote.class);
    }

    private void reply(ActorRef<BackendMessage.RemoteReply> replyTo, long cursor) {
        replyTo.tell(new BackendMessage.RemoteCursor(TOPIC, THERE, remoteLog.mark(cursor)));
    }

    private LogMessage.Entries remote(long after, long through) {
        return new LogMessage.Entries(TOPIC, THERE, remoteLog.range(after, through), false, there.getRef());
    }

    private LogMessage.Fetch fetch(long after, long to) {
        Mark mark = remoteLog.mark(after);
        return new LogMessage.Fetch(TOPIC, THERE, mark, to, 2_000, self());
    }
}
