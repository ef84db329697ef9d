package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Event;
import io.ovation.common.protocol.FrontendMessage.Subscribed;
import io.ovation.common.protocol.PresenceMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The topic about a member, which asks the member's bucket instead of a likes backend. */
class TopicPresenceTest extends TopicFixture {

    private static final Event.Presence ONLINE = new Event.Presence(true, NOW);
    private static final Event.Presence OFFLINE = new Event.Presence(false, NOW);

    @BeforeEach
    void start() throws InterruptedException {
        spawn(Topic.presence("ann"), "");
        store.nextRead().complete(Map.of());
        topic.tell(subscribe(one, 1));
    }

    @Test
    void subscriber_isWelcomedWithThePresentStatus() {
        PresenceMessage.Ask asked = bucket.expectMessageClass(PresenceMessage.Ask.class);
        one.expectNoMessage(QUIET);
        answer(asked, ONLINE);

        assertThat(asked.member()).isEqualTo("ann");
        assertThat(one.expectMessageClass(Subscribed.class).presence()).isEqualTo(ONLINE);
        topic.tell(subscribe(two, 1));
        assertThat(two.expectMessageClass(Subscribed.class).presence()).isEqualTo(ONLINE);
        one.expectNoMessage(QUIET);
        backend.expectNoMessage(Duration.ZERO);
        comparison.expectNoMessage(Duration.ZERO);
    }

    @Test
    void topicWithoutALog_isRenewedWithoutAMark() {
        answer(ONLINE);
        assertThat(one.expectMessageClass(Subscribed.class).latest()).isNull();

        topic.tell(renew(one, 1, null));
        awaitHandled();

        one.expectNoMessage(QUIET);
    }

    @Test
    void presence_goesOutWhenItChangesAndOnlyThen() {
        answer(ONLINE);
        one.expectMessageClass(Subscribed.class);

        topic.tell(new TopicMessage.Forward(new Event.Presence(true, NOW.plusSeconds(10))));
        topic.tell(new TopicMessage.Forward(OFFLINE));

        assertThat(delivered(one)).isEqualTo(OFFLINE);
        assertThat(dataCentres.isSilent()).isTrue();
    }

    @Test
    void presence_isAskedForNowAndThenSoThatALostChangeHeals() {
        answer(ONLINE);
        one.expectMessageClass(Subscribed.class);

        pass(Duration.ofSeconds(20));
        answer(OFFLINE);

        assertThat(delivered(one)).isEqualTo(OFFLINE);
    }

    @Test
    void bucketThatDoesNotKnowYet_isAskedAgain() {
        answer(null);
        awaitHandled();

        pass(Duration.ofSeconds(2));
        assertThat(one.expectMessageClass(Subscribed.class).presence()).isNull();
        pass(Duration.ofSeconds(1));
        answer(ONLINE);

        assertThat(delivered(one)).isEqualTo(ONLINE);
    }

    @Test
    void subscriberTakenOver_isToldAtOnceThatTheMemberIsGone() throws InterruptedException {
        answer(ONLINE);
        one.expectMessageClass(Subscribed.class);

        spawn(Topic.presence("ann"), "");
        store.nextRead().complete(stored(one));
        answer(OFFLINE);

        assertThat(delivered(one)).isEqualTo(OFFLINE);
    }

    @Test
    void changeThatOvertakesAnAnswer_holds() {
        PresenceMessage.Ask asked = bucket.expectMessageClass(PresenceMessage.Ask.class);

        topic.tell(new TopicMessage.Forward(ONLINE));
        answer(asked, Event.Presence.NEVER);

        assertThat(one.expectMessageClass(Subscribed.class).presence()).isEqualTo(ONLINE);
        one.expectNoMessage(QUIET);
        pass(Duration.ofSeconds(20));
        answer(OFFLINE);
        assertThat(delivered(one)).isEqualTo(OFFLINE);
    }

    @Test
    void answerToAnEarlierQuestion_isNotTakenForOneToALaterOne() {
        answer(ONLINE);
        one.expectMessageClass(Subscribed.class);
        pass(Duration.ofSeconds(20));
        PresenceMessage.Ask before = bucket.expectMessageClass(PresenceMessage.Ask.class);
        topic.tell(new TopicMessage.Forward(OFFLINE));
        assertThat(delivered(one)).isEqualTo(OFFLINE);
        topic.tell(renew(one, 1, null));
        pass(Duration.ofSeconds(20));
        PresenceMessage.Ask after = bucket.expectMessageClass(PresenceMessage.Ask.class);

        answer(before, ONLINE);
        answer(after, OFFLINE);

        one.expectNoMessage(QUIET);
    }

    /** Answers the next question for the member's presence. */
    private void answer(Event.Presence presence) {
        answer(bucket.expectMessageClass(PresenceMessage.Ask.class), presence);
    }

    private static void answer(PresenceMessage.Ask question, Event.Presence presence) {
        question.replyTo().tell(new PresenceMessage.Answer("ann", question.number(), presence));
    }
}
