package io.ovation.likes.commit;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage.RemoteBusy;
import io.ovation.common.protocol.BackendMessage.RemoteCursor;
import io.ovation.common.protocol.BackendMessage.RemoteReply;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Tracing;
import io.ovation.likes.commit.GroupCommit.Outcome;
import io.ovation.likes.publish.LikesPublisher;
import io.ovation.likes.publish.LogPublisher;
import io.ovation.likes.publish.TopicLikes;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.LikesKey;
import io.ovation.likes.store.LoggedRange;
import io.ovation.likes.store.NewEntry;
import io.ovation.likes.store.RemoteLog;
import io.ovation.likes.store.RemotePage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private static final Topic VIDEO = Topic.video("42");

    private final ActorTestKit kit = ActorTestKit.create();
    private final ExecutorService blocking = Executors.newSingleThreadExecutor();
    private final HeldStore store = new HeldStore();
    private final TestProbe<LikesPublisher.Command> likes = kit.createTestProbe(LikesPublisher.Command.class);
    private final TestProbe<LogPublisher.Command> log = kit.createTestProbe(LogPublisher.Command.class);
    private final TestProbe<RemoteReply> replies = kit.createTestProbe(RemoteReply.class);
    private final TestProbe<Outcome> outcomes = kit.createTestProbe(Outcome.class);
    private final ActorRef<GroupCommit.Command> commit = kit.spawn(GroupCommit.create(
            store,
            blocking,
            new CommitSettings(10, 2),
            "west",
            new GroupCommit.Publishers(likes.ref(), log.ref()),
            Tracing.off()));

    @AfterEach
    void end() {
        blocking.shutdownNow();
        kit.shutdownTestKit();
    }

    @Test
    void write_isAnsweredOnlyOnceItIsCommitted() throws Exception {
        like(1);
        nextBatch();
        outcomes.expectNoMessage();

        store.letCommitSucceed();

        outcomes.expectMessage(Outcome.COMMITTED);
        assertThat(likes.expectMessageClass(LikesPublisher.Publish.class).likes())
                .containsExactly(new TopicLikes(
                        VIDEO, new Event.Likes(Map.of("heart", 1L), Totals.of("west", Map.of("heart", 1L)), null, 7)));
    }

    @Test
    void writesDuringACommit_shareTheNext() throws Exception {
        like(1);
        nextBatch();
        like(2);
        like(3);
        like(4);
        store.letCommitSucceed();

        assertThat(nextBatch().likes()).isEqualTo(Map.of(new LikesKey(VIDEO, "heart"), 9L));
        store.letCommitSucceed();

        assertThat(outcomes.receiveSeveralMessages(4)).containsOnly(Outcome.COMMITTED);
        assertThat(store.batches).isEmpty();
    }

    @Test
    void failedCommit_failsItsWholeGroupAndPublishesNothing() throws Exception {
        like(1);
        nextBatch();
        like(2);
        like(3);
        store.letCommitSucceed();
        outcomes.expectMessage(Outcome.COMMITTED);
        likes.expectMessageClass(LikesPublisher.Publish.class);
        store.letCommitFail();

        assertThat(outcomes.receiveSeveralMessages(2)).containsOnly(Outcome.FAILED);
        likes.expectNoMessage();
    }

    @Test
    void commitAfterAFailedOne_succeeds() throws Exception {
        like(1);
        store.letCommitFail();
        outcomes.expectMessage(Outcome.FAILED);

        like(2);
        store.letCommitSucceed();

        outcomes.expectMessage(Outcome.COMMITTED);
    }

    @Test
    void writeBeyondTheQueue_isRefusedAtOnce() throws Exception {
        like(1);
        nextBatch();
        for (int i = 0; i < 10; i++) {
            like(1);
        }
        outcomes.expectNoMessage();

        like(1);

        outcomes.expectMessage(Outcome.QUEUE_FULL);
    }

    @Test
    void comment_isPublishedOnceItIsCommitted_andOfARetryTheMarkIsTold() {
        commit("1");
        store.letCommitSucceed();
        outcomes.expectMessage(Outcome.COMMITTED);
        LogPublisher.Publish published = log.expectMessageClass(LogPublisher.Publish.class);
        assertThat(published.logged()).hasSize(1);
        assertThat(published.logged().get(0).range().entries())
                .extracting(Entry::body)
                .containsExactly(comment("1"));

        commit("1");
        store.letCommitSucceed();

        outcomes.expectMessage(Outcome.COMMITTED);
        LogPublisher.Publish again = log.expectMessageClass(LogPublisher.Publish.class);
        assertThat(again.logged()).isEmpty();
        assertThat(again.told()).isEqualTo(Map.of(VIDEO, Mark.START.next("1")));
    }

    @Test
    void keyThatWasUsedForAnotherComment_isToldToThoseAlone_whoSentIt() throws Exception {
        like(1);
        nextBatch();
        TestProbe<Outcome> second = kit.createTestProbe(Outcome.class);
        commit("1");
        commit.tell(new GroupCommit.Commit(Write.of(comment("1", "another text")), second.ref()));
        commit("2");
        store.letCommitSucceed();
        store.letCommitSucceed();

        assertThat(outcomes.receiveSeveralMessages(3)).containsOnly(Outcome.COMMITTED);
        second.expectMessage(Outcome.KEY_REUSED);
        assertThat(log.expectMessageClass(LogPublisher.Publish.class)
                        .logged()
                        .get(0)
                        .range()
                        .entries())
                .extracting(Entry::id)
                .containsExactly("1", "2");

        commit.tell(new GroupCommit.Commit(Write.of(comment("2", "another text")), second.ref()));
        store.letCommitSucceed();

        second.expectMessage(Outcome.KEY_REUSED);
    }

    @Test
    void likesAlone_areNothingForTheLog() {
        like(1);
        store.letCommitSucceed();

        outcomes.expectMessage(Outcome.COMMITTED);
        log.expectNoMessage();
    }

    @Test
    void topicsOfAFailedCommit_areToldOnceTheStoreCommitsAgain() throws Exception {
        commit("1");
        store.letCommitFail();
        outcomes.expectMessage(Outcome.FAILED);
        nextBatch();

        like(1);
        assertThat(nextBatch().doubtful()).containsExactly(VIDEO);
        store.letCommitSucceed();
        assertThat(log.expectMessageClass(LogPublisher.Publish.class).told()).containsOnlyKeys(VIDEO);

        like(1);
        assertThat(nextBatch().doubtful()).isEmpty();
    }

    @Test
    void page_isCommittedBehindWrites_andAnsweredWithTheCursor() throws Exception {
        like(1);
        nextBatch();
        commit("own");
        RemotePage page = page(Mark.START, "x");
        commit.tell(new GroupCommit.CommitPage(page, replies.ref()));
        store.letCommitSucceed();

        Batch batch = nextBatch();
        assertThat(batch.entries()).hasSize(1);
        assertThat(batch.pages()).containsExactly(page);
        replies.expectNoMessage();
        store.letCommitSucceed();

        replies.expectMessage(new RemoteCursor(VIDEO, "east", page.range().through()));
        assertThat(log.expectMessageClass(LogPublisher.Publish.class).logged())
                .extracting(LoggedRange::gap)
                .containsExactly(false, true);
    }

    @Test
    void page_alone_isCommittedAtOnce() {
        commit.tell(new GroupCommit.CommitPage(page(new Mark(5, 5), "x"), replies.ref()));
        store.letCommitSucceed();

        replies.expectMessage(new RemoteCursor(VIDEO, "east", Mark.START));
    }

    @Test
    void pageBeyondTheQueue_isToldToComeAgain() throws Exception {
        like(1);
        nextBatch();
        for (int i = 0; i < 3; i++) {
            commit.tell(new GroupCommit.CommitPage(page(Mark.START, "x"), replies.ref()));
        }

        RemoteBusy busy = replies.expectMessageClass(RemoteBusy.class);
        assertThat(busy.topic()).isEqualTo(VIDEO);
        assertThat(busy.dataCentre()).isEqualTo("east");
        assertThat(busy.retryAfterMillis()).isPositive();
    }

    @Test
    void page_whoseCommitFails_isNotAnswered() {
        commit.tell(new GroupCommit.CommitPage(page(Mark.START, "x"), replies.ref()));
        store.letCommitFail();
        like(1);
        store.letCommitSucceed();

        outcomes.expectMessage(Outcome.COMMITTED);
        replies.expectNoMessage();
    }

    @Test
    void drain_endsTheWritesUnderWayAndRefusesMore() throws Exception {
        TestProbe<Done> drained = kit.createTestProbe(Done.class);
        like(1);
        nextBatch();
        like(2);
        commit.tell(new GroupCommit.Drain(drained.ref()));
        like(3);
        outcomes.expectMessage(Outcome.DRAINING);
        drained.expectNoMessage();

        store.letCommitSucceed();
        store.letCommitSucceed();

        assertThat(outcomes.receiveSeveralMessages(2)).containsOnly(Outcome.COMMITTED);
        drained.expectMessageClass(Done.class);
        commit.tell(new GroupCommit.CommitPage(page(Mark.START, "x"), replies.ref()));
        replies.expectMessageClass(RemoteBusy.class);
    }

    @Test
    void drain_withNothingUnderWay_isAnsweredAtOnce() {
        TestProbe<Done> drained = kit.createTestProbe(Done.class);

        commit.tell(new GroupCommit.Drain(drained.ref()));

        drained.expectMessageClass(Done.class);
    }

    private static Comment comment(String id) {
        return new Comment(id, "ada", "hi", Instant.EPOCH, null, false);
    }

    private static RemotePage page(Mark after, String id) {
        Entry entry = new Entry(after.next(id), "east", Instant.EPOCH, comment(id));
        return new RemotePage(new RemoteLog(VIDEO, "east"), LogRange.of(after, List.of(entry)), true);
    }

    private static NewEntry comment(String id, String text) {
        return new NewEntry(VIDEO, "west", new Comment(id, "ada", text, Instant.EPOCH, null, false));
    }

    private void commit(String id) {
        NewEntry entry = new NewEntry(VIDEO, "west", comment(id));
        commit.tell(new GroupCommit.Commit(Write.of(entry), outcomes.ref()));
    }

    private void like(long count) {
        commit.tell(new GroupCommit.Commit(
                Write.of(List.of(new LikesGiven(VIDEO, "heart", count, null, 7))), outcomes.ref()));
    }

    private Batch nextBatch() throws InterruptedException {
        Batch batch = store.batches.poll(5, TimeUnit.SECONDS);
        assertThat(batch).as("a commit begins").isNotNull();
        return batch;
    }
}
