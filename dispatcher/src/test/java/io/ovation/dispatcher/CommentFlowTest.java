package io.ovation.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import io.ovation.common.delivery.Position;
import io.ovation.common.event.Totals;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.BackendMessage.CommentsPublished;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.FrontendMessage.DeliverComment;
import io.ovation.common.protocol.FrontendMessage.Subscribed;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.protocol.TopicMessage.ForwardComment;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CommentFlowTest extends TopicFixture {

    @Test
    void comment_isAcknowledgedOnceEverySubscriberHasIt() throws Exception {
        start("", List.of(one, two));

        publish(1);
        DeliverComment first = one.expectMessageClass(DeliverComment.class);
        acknowledge(one, first);
        backend.expectNoMessage(QUIET);
        acknowledge(two, two.expectMessageClass(DeliverComment.class));

        assertThat(first.comment()).isEqualTo(comment(1));
        backend.expectMessage(new CommentsPublished(TOPIC, 7, 1));
    }

    @Test
    void comment_thatNobodyWatchesIsAcknowledgedAtOnce() throws Exception {
        start("", List.of());

        publish(1);

        backend.expectMessage(new CommentsPublished(TOPIC, 7, 1));
    }

    @Test
    void commentNotAcknowledged_isSentAgainWithAllAfterIt() throws Exception {
        start("", List.of(one));
        publish(1);
        publish(2);
        List<DeliverComment> sent =
                List.of(one.expectMessageClass(DeliverComment.class), one.expectMessageClass(DeliverComment.class));

        awaitHandled();
        pass(Duration.ofMillis(500));

        one.expectMessage(sent.get(0));
        one.expectMessage(sent.get(1));
        acknowledge(one, sent.get(1));
        backend.expectMessage(new CommentsPublished(TOPIC, 7, 2));
        awaitHandled();
        pass(Duration.ofSeconds(5));
        one.expectNoMessage(QUIET);
    }

    @Test
    void subscriberThatIsGone_isNotWaitedFor() throws Exception {
        start("", List.of(one, two));
        publish(1);
        acknowledge(one, one.expectMessageClass(DeliverComment.class));

        topic.tell(new TopicMessage.Unsubscribe(subscriber(two, 1)));

        backend.expectMessage(new CommentsPublished(TOPIC, 7, 1));
    }

    @Test
    void commentOutOfOrder_waitsForTheOneBeforeIt() throws Exception {
        start("", List.of(one));
        topic.tell(new TopicMessage.PublishComment(new Position(7, 1, 2), comment(2), backend.getRef()));
        one.expectNoMessage(QUIET);

        publish(1);
        publish(2);

        assertThat(one.expectMessageClass(DeliverComment.class).comment()).isEqualTo(comment(1));
        assertThat(one.expectMessageClass(DeliverComment.class).comment()).isEqualTo(comment(2));
    }

    @Test
    void commentPublishedAgainByAnotherLifeOfItsBackend_isDeliveredOnceAndAcknowledged() throws Exception {
        start("", List.of(one));
        publish(1);
        acknowledge(one, one.expectMessageClass(DeliverComment.class));
        backend.expectMessage(new CommentsPublished(TOPIC, 7, 1));

        topic.tell(new TopicMessage.PublishComment(new Position(8, 1, 1), comment(1), backend.getRef()));

        backend.expectMessage(new CommentsPublished(TOPIC, 8, 1));
        one.expectNoMessage(QUIET);
    }

    @Test
    void subscriberThatFallsTooFarBehind_isSentTheTopicAsAWhole() throws Exception {
        start("unacknowledged-limit = 2", List.of(one));
        publish(1);
        publish(2);
        publish(3);
        one.expectMessageClass(DeliverComment.class);
        one.expectMessageClass(DeliverComment.class);

        Subscribed whole = one.expectMessageClass(Subscribed.class);

        assertThat(whole.snapshot().comments()).containsExactly(comment(1), comment(2), comment(3));
        backend.expectNoMessage(QUIET);
        acknowledge(one, whole);
        backend.expectMessage(new CommentsPublished(TOPIC, 7, 3));
    }

    @Test
    void subscribersThatTheStoreNamesLate_areSentTheTopicAsAWhole() throws Exception {
        spawn(TOPIC, "");
        store.nextLoad().completeExceptionally(new IllegalStateException("the store is down"));
        publish(1);
        backend.expectMessage(new CommentsPublished(TOPIC, 7, 1));

        awaitHandled();
        pass(Duration.ofSeconds(1));
        store.nextLoad().complete(Set.of(subscriber(one, 1)));
        backend.expectMessageClass(BackendMessage.LoadTopic.class)
                .replyTo()
                .tell(new BackendMessage.TopicLoaded(TOPIC, Totals.NONE, List.of()));

        assertThat(one.expectMessageClass(Subscribed.class).snapshot().comments())
                .containsExactly(comment(1));
    }

    @Test
    void commentThatTheStoreKnewBeforeItWasPublished_isStillDelivered() throws Exception {
        spawn(TOPIC, "");
        store.nextLoad().complete(Set.of(subscriber(one, 1)));
        topic.tell(new TopicMessage.Subscribe(subscriber(two, 1), 1));
        backend.expectMessageClass(BackendMessage.LoadTopic.class)
                .replyTo()
                .tell(new BackendMessage.TopicLoaded(TOPIC, Totals.NONE, List.of(comment(1))));
        two.expectMessageClass(Subscribed.class);

        publish(1);

        assertThat(one.expectMessageClass(DeliverComment.class).comment()).isEqualTo(comment(1));
        assertThat(two.expectMessageClass(DeliverComment.class).comment()).isEqualTo(comment(1));
    }

    @Test
    void comment_goesToOtherDataCentresAndIsAcknowledgedOnceTheyHaveIt() throws Exception {
        dataCentres.others("there");
        start("", List.of());

        publish(1);
        ForwardComment forwarded = dataCentres.next(ForwardComment.class);
        backend.expectNoMessage(QUIET);
        topic.tell(new TopicMessage.Received("there", forwarded.position().stream(), 1));

        assertThat(forwarded.comment()).isEqualTo(comment(1));
        assertThat(forwarded.dataCentre()).isEqualTo("here");
        backend.expectMessage(new CommentsPublished(TOPIC, 7, 1));
    }

    @Test
    void dataCentreThatDoesNotAnswer_isNotWaitedForButToldAgain() throws Exception {
        dataCentres.others("there");
        start("", List.of());
        publish(1);
        ForwardComment first = dataCentres.next(ForwardComment.class);

        awaitHandled();
        pass(Duration.ofSeconds(6));

        backend.expectMessage(new CommentsPublished(TOPIC, 7, 1));
        assertThat(dataCentres.next(ForwardComment.class)).isEqualTo(first);
    }

    @Test
    void commentOfAnotherDataCentre_isDeliveredAndStoredAndForwardedNoFurther() throws Exception {
        dataCentres.others("there", "elsewhere");
        start("", List.of(one));
        TestProbe<TopicMessage> there = testKit.createTestProbe(TopicMessage.class);

        topic.tell(new ForwardComment("there", new Position(5, 1, 1), comment(1), there.getRef()));
        acknowledge(one, one.expectMessageClass(DeliverComment.class));
        there.expectNoMessage(QUIET);
        BackendMessage.StoreComment store = backend.expectMessageClass(BackendMessage.StoreComment.class);
        store.replyTo().tell(new BackendMessage.CommentStored(TOPIC, comment(1).id()));

        there.expectMessage(new TopicMessage.Received("here", 5, 1));
        assertThat(store.comment()).isEqualTo(comment(1));
        assertThat(dataCentres.isSilent()).isTrue();
    }

    @Test
    void commentOfAnotherDataCentre_isStoredAgainUntilTheStoreAnswers() throws Exception {
        start("", List.of());
        TestProbe<TopicMessage> there = testKit.createTestProbe(TopicMessage.class);
        topic.tell(new ForwardComment("there", new Position(5, 1, 1), comment(1), there.getRef()));
        BackendMessage first = backend.expectMessageClass(BackendMessage.StoreComment.class);

        awaitHandled();
        pass(Duration.ofMillis(500));

        backend.expectMessage(first);
    }

    private void publish(int number) {
        topic.tell(published(7, number));
    }

    /** Starts the topic with subscribers that its store knew. */
    private void start(String changedSettings, List<TestProbe<FrontendMessage>> subscribers) throws Exception {
        spawn(TOPIC, changedSettings);
        store.nextLoad()
                .complete(
                        subscribers.stream().map(probe -> subscriber(probe, 1)).collect(Collectors.toSet()));
    }
}
