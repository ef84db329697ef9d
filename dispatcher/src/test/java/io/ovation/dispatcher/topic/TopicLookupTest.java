package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.log.LogRange;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.FrontendMessage.Subscribed;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.TopicMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicLookupTest extends TopicFixture {

    private static final Totals TOTALS = Totals.of("dc", Map.of("heart", 7L));

    @BeforeEach
    void start() {
        spawn(TOPIC, "");
    }

    @Test
    void subscription_isAnsweredWithWhatTheBackendHolds() throws Exception {
        store.nextRead().complete(Map.of());

        topic.tell(subscribe(one, 3));
        BackendMessage.LoadTopic asked = backend.expectMessageClass(BackendMessage.LoadTopic.class);
        one.expectNoMessage(QUIET);
        asked.replyTo().tell(loaded(7, log.range(2, 5)));

        assertThat(asked.topic()).isEqualTo(TOPIC);
        one.expectMessage(new Subscribed(TOPIC, TOTALS, 3, null, log.range(2, 5), self()));
        assertThat(store.written()).containsExactly(node(one));
    }

    @Test
    void silentBackend_leavesSubscribersWithWhatIsKnownAndBringsTheRestLate() throws Exception {
        store.nextRead().complete(Map.of());
        topic.tell(subscribe(one, 1));
        loading();
        awaitHandled();

        pass(Duration.ofSeconds(2));
        one.expectMessage(new Subscribed(TOPIC, Totals.NONE, 1, null, null, self()));
        topic.tell(subscribe(two, 1));
        two.expectMessage(new Subscribed(TOPIC, Totals.NONE, 2, null, null, self()));
        awaitHandled();

        pass(Duration.ofSeconds(1));
        load(5);

        assertThat(subscribed(one)).isEqualTo(new Subscribed(TOPIC, TOTALS, 2, null, log.range(0, 5), self()));
        assertThat(subscribed(two)).isEqualTo(new Subscribed(TOPIC, TOTALS, 2, null, log.range(0, 5), self()));
    }

    @Test
    void backendThatIsSilentForAnHour_isAskedAllTheTime_andHeardWhenItAnswers() throws Exception {
        store.nextRead().complete(Map.of());
        topic.tell(subscribe(one, 1));
        for (int passed = 0; passed < 125; passed++) {
            awaitHandled();
            pass(Duration.ofSeconds(29));
            topic.tell(renew(one, 1, null));
        }
        awaitHandled();

        List<BackendMessage> asked = backend.receiveSeveralMessages(100);
        BackendMessage.LoadTopic last = (BackendMessage.LoadTopic) asked.get(99);
        last.replyTo().tell(loaded(7, log.range(0, 5)));

        assertThat(loadedPage(one)).isEqualTo(log.range(0, 5));
    }

    @Test
    void backendThatIsHeardOf_isAskedSoon_andNotForEachMessage() throws Exception {
        store.nextRead().complete(Map.of());
        topic.tell(subscribe(one, 1));
        for (Duration until : List.of(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(500))) {
            awaitHandled();
            pass(until);
        }
        assertThat(subscribed(one).latest()).isNull();
        backend.receiveSeveralMessages(3);
        backend.expectNoMessage(QUIET);

        topic.tell(committed(5, 6));
        topic.tell(committed(6, 7));
        topic.tell(tail(log.mark(7)));
        load(5);

        assertThat(subscribed(one).latest()).isEqualTo(log.range(0, 7));
        backend.expectNoMessage(QUIET);
    }

    @Test
    void entriesWhileTheTopicIsLoading_areInWhatIsKnownThen() throws Exception {
        store.nextRead().complete(Map.of());
        topic.tell(subscribe(one, 1));
        ActorRef<BackendMessage.TopicLoaded> loading = loading();
        topic.tell(committed(7, 9));
        topic.tell(committed(5, 7));
        loading.tell(loaded(7, log.range(0, 6)));

        assertThat(subscribed(one).latest()).isEqualTo(log.range(0, 9));
        one.expectNoMessage(QUIET);
    }

    @Test
    void topicWithoutSubscribers_forgetsAndLoadsAnewForTheNext() throws Exception {
        startWith(one, 5);
        topic.tell(new TopicMessage.Unsubscribe(subscriber(one, 1)));
        topic.tell(committed(5, 6));

        topic.tell(subscribe(two, 1));
        load(6);

        assertThat(subscribed(two).latest()).isEqualTo(log.range(0, 6));
    }

    @Test
    void subscriberTakenOver_isToldHowFarTheLogIs_andTheTotals() throws Exception {
        store.nextRead().complete(stored(one));
        load(5);

        assertThat(delivered(one)).isEqualTo(new Event.Likes(Map.of(), TOTALS, null));
        one.expectMessage(new LogMessage.Tail(TOPIC, null, log.mark(5), self()));
        one.expectNoMessage(QUIET);
    }

    @Test
    void subscriberTakenOver_thatSubscribesAnew_isToldAllOfIt() throws Exception {
        store.nextRead().complete(stored(one));
        topic.tell(subscribe(one, 1));
        load(5);

        assertThat(subscribed(one).latest()).isEqualTo(log.range(0, 5));
    }

    /** What comes with the answer to a subscription once a backend has told. */
    private static @Nullable LogRange loadedPage(TestProbe<FrontendMessage> probe) {
        Subscribed answer = subscribed(probe);
        return answer.latest() == null ? subscribed(probe).latest() : answer.latest();
    }

    private static Subscribed subscribed(TestProbe<FrontendMessage> probe) {
        return probe
                .fishForMessage(
                        Duration.ofSeconds(3),
                        message -> message instanceof Subscribed
                                ? FishingOutcomes.complete()
                                : FishingOutcomes.continueAndIgnore())
                .stream()
                .map(Subscribed.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
