package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.ovation.common.event.Totals;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.FrontendMessage.Subscribed;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.dispatcher.TestLog;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a topic follows its log, and what its subscribers get of it. */
class LogFlowTest extends TopicFixture {

    /** Another backend of the same store. */
    private final TestProbe<BackendMessage> sibling = testKit.createTestProbe(BackendMessage.class);

    private final TestProbe<LogMessage> frontend = testKit.createTestProbe(LogMessage.class);

    @BeforeEach
    void start() throws InterruptedException {
        spawn(TOPIC, "");
        startWith(one, 5);
    }

    @Test
    void entries_reachEverySubscriberOnceInOrder() {
        topic.tell(subscribe(two, 1));
        two.expectMessageClass(Subscribed.class);

        topic.tell(committed(5, 7));
        topic.tell(committed(5, 7));
        topic.tell(committed(7, 8));

        for (TestProbe<FrontendMessage> probe : List.of(one, two)) {
            probe.expectMessage(delivered(log.range(5, 7), false));
            probe.expectMessage(delivered(log.range(7, 8), false));
            probe.expectNoMessage(QUIET);
        }
    }

    @Test
    void backendsThatOvertakeEachOther_arePutInOrder_andNobodyIsAsked() {
        topic.tell(committedBySibling(6, 7));
        awaitHandled();
        pass(Duration.ofMillis(20));
        one.expectNoMessage(QUIET);

        topic.tell(committed(5, 6));
        awaitHandled();
        pass(Duration.ofMillis(20));

        one.expectMessage(delivered(log.range(5, 6), false));
        one.expectMessage(delivered(log.range(6, 7), false));
        backend.expectNoMessage(QUIET);
        sibling.expectNoMessage(Duration.ZERO);
    }

    @Test
    void hole_isAskedFor_fromWhoeverShowedIt_andThenFromAnyBackend() {
        topic.tell(committedBySibling(7, 8));
        awaitHandled();
        pass(Duration.ofMillis(30));
        sibling.expectMessage(fetch(5, 7));
        awaitHandled();

        pass(Duration.ofMillis(400));
        backend.expectMessage(fetch(5, 7));
        topic.tell(committed(5, 7));

        one.expectMessage(delivered(log.range(5, 7), false));
        one.expectMessage(delivered(log.range(7, 8), false));
        awaitHandled();
        pass(Duration.ofSeconds(5));
        backend.expectNoMessage(QUIET);
    }

    @Test
    void tail_showsALossAtTheEnd() {
        topic.tell(tail(log.mark(6)));
        awaitHandled();
        pass(Duration.ofMillis(30));

        backend.expectMessage(fetch(5, 6));
    }

    @Test
    void comparisonWithTheStore_showsALossAtTheEnd() {
        LogComparison.Watch watch = comparison.expectMessageClass(LogComparison.Watch.class);
        assertThat(watch).isEqualTo(new LogComparison.Watch(TOPIC, topic));

        BackendMessage.Standing standing = new BackendMessage.Standing(TOPIC, log.mark(6), Totals.NONE);
        watch.actor().tell(new LogComparison.Compared(standing, source(sibling)));
        awaitHandled();
        pass(Duration.ofMillis(30));

        sibling.expectMessage(fetch(5, 6));
    }

    @Test
    void backendThatIsBusy_isAskedLater() {
        topic.tell(tail(log.mark(6)));
        awaitHandled();
        pass(Duration.ofMillis(30));
        backend.expectMessage(fetch(5, 6));

        topic.tell(new LogMessage.Busy(TOPIC, null, 3_000));
        awaitHandled();
        pass(Duration.ofMillis(2_900));
        backend.expectNoMessage(QUIET);
        pass(Duration.ofMillis(200));

        backend.expectMessage(fetch(5, 6));
    }

    @Test
    void holeThatNobodyFills_isAGapForEverybodyOnce() {
        topic.tell(subscribe(two, 0));
        two.expectMessageClass(Subscribed.class);
        topic.tell(committed(7, 8));
        awaitHandled();
        for (int second = 0; second < 5; second++) {
            one.expectNoMessage(QUIET);
            pass(Duration.ofSeconds(1));
            awaitHandled();
        }
        topic.tell(committed(8, 9));
        topic.tell(committed(9, 10));

        for (TestProbe<FrontendMessage> probe : List.of(one, two)) {
            probe.expectMessage(delivered(log.range(7, 8), true));
            probe.expectMessage(delivered(log.range(8, 9), false));
            probe.expectMessage(delivered(log.range(9, 10), false));
        }
    }

    @Test
    void entriesThatAreTooLateToBeShown_areAGapForEverybody() {
        topic.tell(new LogMessage.Entries(TOPIC, null, log.range(5, 9), true, source(backend)));

        one.expectMessage(delivered(log.range(5, 9), true));
    }

    @Test
    void storeThatWasRestored_isFollowedFromItsEndAnew() {
        TestLog restored = log.upTo(3, "restored");
        for (int i = 0; i < 4; i++) {
            restored.say("text");
        }
        topic.tell(new LogMessage.Entries(TOPIC, null, restored.range(6, 7), false, source(sibling)));
        awaitHandled();
        pass(Duration.ofMillis(30));
        sibling.expectMessage(fetch(5, 6));

        topic.tell(new LogMessage.Diverged(TOPIC, null, log.mark(5), List.of()));
        loading().tell(loaded(7, restored.range(2, 6)));

        // From there subscribers find out by themselves that their mark is of another history.
        one.expectMessage(new LogMessage.Tail(TOPIC, null, restored.mark(6), self()));
        topic.tell(new LogMessage.Entries(TOPIC, null, restored.range(6, 7), false, source(sibling)));
        one.expectMessage(delivered(restored.range(6, 7), false));
    }

    @Test
    void divergenceOfAMarkThatIsLongPassed_isNoNews() {
        topic.tell(committed(5, 6));
        topic.tell(new LogMessage.Diverged(TOPIC, null, log.mark(5), List.of()));
        awaitHandled();

        backend.expectNoMessage(QUIET);
    }

    @Test
    void fetch_isAnsweredFromWhatIsHere() {
        topic.tell(committed(5, 9));

        topic.tell(new LogMessage.Fetch(TOPIC, null, log.mark(2), 4, 1_000, frontend.getRef()));
        frontend.expectMessage(answered(log.range(2, 4)));
        topic.tell(new LogMessage.Fetch(TOPIC, null, log.mark(6), 100, 1_000, frontend.getRef()));
        frontend.expectMessage(answered(log.range(6, 9)));
        topic.tell(new LogMessage.Fetch(TOPIC, null, log.mark(6), 6, 1_000, frontend.getRef()));
        frontend.expectMessage(answered(LogRange.empty(log.mark(6))));
        topic.tell(new LogMessage.FetchBefore(TOPIC, null, log.mark(4), 1_000, frontend.getRef()));
        frontend.expectMessage(answered(log.range(0, 4)));
    }

    @Test
    void fetchOfWhatIsNotHere_goesToABackendAsItIs() {
        LogMessage.Fetch later = new LogMessage.Fetch(TOPIC, null, log.mark(5), 6, 1_000, frontend.getRef());
        LogMessage.Fetch ofAnotherHistory =
                new LogMessage.Fetch(TOPIC, null, new Mark(4, 4), 5, 1_000, frontend.getRef());
        LogMessage.FetchBefore nothing = new LogMessage.FetchBefore(TOPIC, null, Mark.START, 1_000, frontend.getRef());

        topic.tell(later);
        topic.tell(ofAnotherHistory);
        topic.tell(nothing);

        backend.expectMessage(later);
        backend.expectMessage(ofAnotherHistory);
        backend.expectMessage(nothing);
    }

    @Test
    void topicThatNobodyWatches_keepsNothingAndPassesQuestionsOn() {
        comparison.expectMessageClass(LogComparison.Watch.class);
        topic.tell(new TopicMessage.Unsubscribe(subscriber(one, 1)));
        LogMessage.Fetch fetch = new LogMessage.Fetch(TOPIC, null, log.mark(2), 4, 1_000, frontend.getRef());

        topic.tell(fetch);

        backend.expectMessage(fetch);
        comparison.expectMessage(new LogComparison.Unwatch(TOPIC, topic));
    }

    @Test
    void topicThatEnds_isComparedNoMore() {
        comparison.expectMessageClass(LogComparison.Watch.class);

        topic.tell(new TopicMessage.Stop());

        comparison.expectMessage(new LogComparison.Unwatch(TOPIC, topic));
    }

    @Test
    void subscriberThatIsBehind_isToldWithItsRenewal() {
        topic.tell(renew(one, 1, log.mark(3)));
        one.expectMessage(new LogMessage.Tail(TOPIC, null, log.mark(5), self()));

        topic.tell(renew(one, 1, new Mark(5, 1)));
        one.expectMessage(new LogMessage.Tail(TOPIC, null, log.mark(5), self()));

        topic.tell(renew(one, 1, log.mark(5)));
        awaitHandled();
        one.expectNoMessage(QUIET);
    }

    @Test
    void subscriberThatIsAhead_showsALoss() {
        topic.tell(renew(one, 1, log.mark(7)));
        backend.expectMessage(fetch(one, log.mark(7)));
        awaitHandled();
        pass(Duration.ofMillis(30));

        backend.expectMessage(fetch(5, 7));
        one.expectNoMessage(QUIET);
    }

    @Test
    void subscriberThatFollowsALostHistory_isToldByTheStore() {
        TestLog lost = log.upTo(4, "lost");
        for (int i = 0; i < 4; i++) {
            lost.say("text");
        }
        topic.tell(renew(one, 1, lost.mark(8)));
        LogMessage.Fetch asked = backend.expectMessageClass(LogMessage.Fetch.class);

        LogMessage.Diverged diverged = new LogMessage.Diverged(TOPIC, null, asked.after(), List.of());
        asked.replyTo().tell(diverged);

        assertThat(asked).isEqualTo(fetch(one, lost.mark(8)));
        one.expectMessage(diverged);
    }

    @Test
    void subscriberThatHasHeardNothingOfTheLog_isToldAllOfIt() {
        topic.tell(renew(one, 1, null));

        assertThat(one.expectMessageClass(Subscribed.class).latest()).isEqualTo(log.range(0, 5));
    }

    @Test
    void subscriberOfATopicThatIsLoadedAnew_waitsForIt() {
        topic.tell(tail(new Mark(4, 4)));
        awaitHandled();
        pass(Duration.ofMillis(30));
        backend.expectMessage(fetch(5, 5));
        topic.tell(new LogMessage.Diverged(TOPIC, null, log.mark(5), List.of()));
        topic.tell(subscribe(two, 1));
        awaitHandled();
        two.expectNoMessage(QUIET);

        load(4);

        assertThat(two.expectMessageClass(Subscribed.class).latest()).isEqualTo(log.range(0, 4));
    }

    private LogMessage.Entries committedBySibling(long after, long through) {
        return new LogMessage.Entries(TOPIC, null, log.range(after, through), false, source(sibling));
    }

    /** Whether that is of the store's history; the store tells the subscriber. */
    private static LogMessage.Fetch fetch(TestProbe<FrontendMessage> subscriber, Mark mark) {
        ActorRef<LogMessage> replyTo = subscriber.getRef().narrow();
        return new LogMessage.Fetch(TOPIC, null, mark, mark.position(), 2_000, replyTo);
    }

    private LogMessage.Fetch fetch(long after, long to) {
        return new LogMessage.Fetch(TOPIC, null, log.mark(after), to, 2_000, self());
    }

    private LogMessage.Entries answered(LogRange range) {
        return new LogMessage.Entries(TOPIC, null, range, false, self(), true);
    }
}
