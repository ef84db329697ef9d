package io.ovation.likes.commit;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.topic.Topic;
import io.ovation.likes.commit.GroupCommit.Outcome;
import io.ovation.likes.outbox.CommentPublisher;
import io.ovation.likes.outbox.OutboxRoom;
import io.ovation.likes.publish.LikesPublisher;
import io.ovation.likes.publish.TopicLikes;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.LikesKey;
import io.ovation.likes.store.NewComment;
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
    private final TestProbe<BackendMessage> comments = kit.createTestProbe(BackendMessage.class);
    private final OutboxRoom room = new OutboxRoom(2);
    private final TestProbe<Outcome> outcomes = kit.createTestProbe(Outcome.class);
    private final ActorRef<GroupCommit.Command> commit = kit.spawn(GroupCommit.create(
            store, blocking, 10, "west", room, new GroupCommit.Publishers(likes.ref(), comments.ref())));

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
                        VIDEO, new Event.Likes(Map.of("heart", 1L), Totals.of("west", Map.of("heart", 1L)), null)));
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
    void comment_isPublishedOnceItIsCommitted_andARetryIsNot() {
        NewComment comment = comment("1");
        commit(comment);
        store.letCommitSucceed();
        outcomes.expectMessage(Outcome.COMMITTED);
        assertThat(comments.expectMessageClass(CommentPublisher.Publish.class).comments())
                .containsExactly(comment);

        commit(comment);
        store.letCommitSucceed();

        outcomes.expectMessage(Outcome.COMMITTED);
        comments.expectNoMessage();
        assertThat(room.taken()).isOne();
    }

    @Test
    void foreignComment_isKeptAndNotPublished() {
        commit(NewComment.foreign(VIDEO, comment("1").comment()));
        store.letCommitSucceed();

        outcomes.expectMessage(Outcome.COMMITTED);
        comments.expectNoMessage();
        assertThat(room.taken()).isZero();
    }

    @Test
    void commentBeyondTheOutbox_isRefusedBeforeItIsCommitted_andLikesAreNot() throws Exception {
        commit(comment("1"));
        commit(comment("2"));
        commit(comment("3"));
        outcomes.expectMessage(Outcome.OUTBOX_FULL);
        like(1);
        store.letCommitSucceed();
        store.letCommitSucceed();
        assertThat(outcomes.receiveSeveralMessages(3)).containsOnly(Outcome.COMMITTED);
        assertThat(nextBatch().comments()).containsExactly(comment("1"));
        assertThat(nextBatch().comments()).containsExactly(comment("2"));

        room.giveBack(1);
        commit(comment("3"));
        store.letCommitSucceed();

        outcomes.expectMessage(Outcome.COMMITTED);
    }

    @Test
    void failedCommit_givesItsRoomBack_andTheStoreIsCheckedOnceItWorksAgain() {
        commit(comment("1"));
        store.letCommitFail();
        outcomes.expectMessage(Outcome.FAILED);
        assertThat(room.taken()).isZero();

        like(1);
        store.letCommitSucceed();

        comments.expectMessageClass(CommentPublisher.CheckStore.class);
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
    }

    @Test
    void drain_withNothingUnderWay_isAnsweredAtOnce() {
        TestProbe<Done> drained = kit.createTestProbe(Done.class);

        commit.tell(new GroupCommit.Drain(drained.ref()));

        drained.expectMessageClass(Done.class);
    }

    private static NewComment comment(String id) {
        return NewComment.ours(VIDEO, new Comment(id, "ada", "hi", Instant.EPOCH, null));
    }

    private void commit(NewComment comment) {
        commit.tell(new GroupCommit.Commit(Write.of(comment), outcomes.ref()));
    }

    private void like(long count) {
        commit.tell(
                new GroupCommit.Commit(Write.of(List.of(new LikesGiven(VIDEO, "heart", count, null))), outcomes.ref()));
    }

    private Batch nextBatch() throws InterruptedException {
        Batch batch = store.batches.poll(5, TimeUnit.SECONDS);
        assertThat(batch).as("a commit begins").isNotNull();
        return batch;
    }
}
