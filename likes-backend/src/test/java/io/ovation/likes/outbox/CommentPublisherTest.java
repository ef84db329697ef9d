package io.ovation.likes.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.ovation.common.delivery.Position;
import io.ovation.common.event.Comment;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.TopicMessage.PublishComment;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.NewComment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommentPublisherTest {

    private static final Topic VIDEO = Topic.video("42");
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration NEVER = Duration.ofHours(1);

    private final ActorTestKit kit = ActorTestKit.create();
    private final ExecutorService blocking = Executors.newSingleThreadExecutor();
    private final UnpublishedStore store = new UnpublishedStore();
    private final OutboxRoom room = new OutboxRoom(100);
    private final TestProbe<PublishComment> topic = kit.createTestProbe(PublishComment.class);
    private final TestProbe<Done> done = kit.createTestProbe(Done.class);

    @AfterEach
    void end() {
        kit.shutdownTestKit();
        blocking.shutdownNow();
    }

    @Test
    void comments_areSentInOrder_andLeaveTheStoreOnceTheyAreAcknowledged() {
        ActorRef<BackendMessage> publisher = spawn(NEVER, NEVER);
        publish(publisher, comment(1), comment(2));

        PublishComment first = next(1);
        PublishComment second = next(2);
        assertThat(second.position()).isEqualTo(new Position(first.position().stream(), 1, 2));
        acknowledge(second);

        topic.awaitAssert(PATIENCE, () -> {
            assertThat(store.unpublished()).isEmpty();
            assertThat(room.taken()).isZero();
            return null;
        });
    }

    @Test
    void lostComments_areSentAgainUntilTheyAreAcknowledged() {
        ActorRef<BackendMessage> publisher = spawn(Duration.ofMillis(20), NEVER);
        publish(publisher, comment(1), comment(2));
        next(1);
        next(2);

        next(1);
        acknowledge(next(2));

        publisher.tell(new CommentPublisher.AwaitPublished(done.ref()));
        done.expectMessageClass(Done.class, PATIENCE);
    }

    @Test
    void commentsOfAnEarlierProcess_areSentBeforeAnythingElse() {
        store.add(comment(1));
        store.add(comment(2));
        ActorRef<BackendMessage> publisher = spawn(NEVER, NEVER);
        publish(publisher, comment(3));
        publisher.tell(new CommentPublisher.AwaitRecovery(done.ref()));

        done.expectMessageClass(Done.class, PATIENCE);
        next(1);
        next(2);
        next(3);
        assertThat(room.taken()).isEqualTo(3);
    }

    @Test
    void recovery_waitsForTheStore() {
        store.add(comment(1));
        store.fail(true);
        ActorRef<BackendMessage> publisher = spawn(NEVER, NEVER);
        publisher.tell(new CommentPublisher.AwaitRecovery(done.ref()));
        done.expectNoMessage();

        store.fail(false);

        next(1);
        done.expectMessageClass(Done.class, PATIENCE);
    }

    @Test
    void commentThatTurnsUpInTheStore_isSent_andTheOthersAreNotSentTwice() {
        ActorRef<BackendMessage> publisher = spawn(NEVER, Duration.ofMillis(100));
        publish(publisher, comment(1));
        next(1);

        store.add(comment(2));

        next(2);
        topic.expectNoMessage();
        assertThat(room.taken()).isEqualTo(2);
    }

    @Test
    void removalThatFails_isTriedAgain() {
        ActorRef<BackendMessage> publisher = spawn(NEVER, NEVER);
        publish(publisher, comment(1));
        PublishComment sent = next(1);
        store.fail(true);
        acknowledge(sent);
        publisher.tell(new CommentPublisher.AwaitPublished(done.ref()));
        done.expectNoMessage();

        store.fail(false);

        done.expectMessageClass(Done.class, PATIENCE);
        assertThat(store.unpublished()).isEmpty();
    }

    @Test
    void awaitPublished_waitsForTheLastAcknowledgement() {
        ActorRef<BackendMessage> publisher = spawn(NEVER, NEVER);
        publish(publisher, comment(1), comment(2));
        PublishComment first = next(1);
        PublishComment second = next(2);
        publisher.tell(new CommentPublisher.AwaitPublished(done.ref()));
        acknowledge(first);
        done.expectNoMessage();

        acknowledge(second);

        done.expectMessageClass(Done.class, PATIENCE);
        assertThat(store.unpublished()).isEmpty();
    }

    private ActorRef<BackendMessage> spawn(Duration repeatAfter, Duration takeOverAfter) {
        CommentSink sink = (video, comment) -> topic.ref().tell(comment);
        OutboxSettings settings = new OutboxSettings(100, 10, repeatAfter, Duration.ofMillis(20), takeOverAfter);
        return kit.spawn(CommentPublisher.create(sink, store, blocking, room, settings));
    }

    /** As the group commit does. */
    private void publish(ActorRef<BackendMessage> publisher, NewComment... comments) {
        for (NewComment comment : comments) {
            store.add(comment);
            assertThat(room.tryTake(1)).isTrue();
        }
        publisher.tell(new CommentPublisher.Publish(List.of(comments)));
    }

    private PublishComment next(int number) {
        PublishComment next = topic.receiveMessage(PATIENCE);
        assertThat(next.comment()).isEqualTo(comment(number).comment());
        return next;
    }

    private static void acknowledge(PublishComment sent) {
        sent.sender()
                .tell(new BackendMessage.CommentsPublished(
                        VIDEO, sent.position().stream(), sent.position().sequence()));
    }

    private static NewComment comment(int number) {
        return NewComment.ours(VIDEO, new Comment("c" + number, "ada", "hi", Instant.EPOCH, null));
    }
}
