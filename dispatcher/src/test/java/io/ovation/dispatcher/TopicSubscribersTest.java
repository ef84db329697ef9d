package io.ovation.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.FrontendMessage.Deliver;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who watches a topic: they subscribe, renew, leave, boot again and die, and the store knows. */
class TopicSubscribersTest extends TopicFixture {

    @BeforeEach
    void start() {
        spawn(TOPIC, "");
    }

    @Test
    void subscribeRepeated_isAnsweredAgainButTheBackendIsAskedOnce() throws Exception {
        startWith(one);
        topic.tell(subscribe(one, 1));

        welcomed(one);
        backend.expectNoMessage(QUIET);
        assertThat(store.added()).hasSize(1);
    }

    @Test
    void renew_ofAnUnknownSubscriberIsAnsweredAndOfAKnownOneIsNot() throws Exception {
        store.nextLoad().complete(Set.of());
        topic.tell(renew(one, 1));
        backend.expectMessageClass(BackendMessage.LoadTopic.class).replyTo().tell(loaded(7));
        welcomed(one);

        topic.tell(renew(one, 1));
        awaitHandled();

        one.expectNoMessage(QUIET);
        assertThat(store.added()).containsExactly(subscriber(one, 1));
    }

    @Test
    void failedWrite_isRepeatedAtTheNextRenewal() throws Exception {
        store.failWrites(true);
        startWith(one);
        awaitHandled();
        store.failWrites(false);

        topic.tell(renew(one, 1));
        topic.tell(renew(one, 1));
        awaitHandled();

        assertThat(store.added()).containsExactly(subscriber(one, 1), subscriber(one, 1));
    }

    @Test
    void entryThatTheStoreWantsAgain_isWrittenByEachRenewal() throws Exception {
        startWith(one);
        store.wantAgain(true);

        topic.tell(renew(one, 1));
        topic.tell(renew(one, 1));
        awaitHandled();
        assertThat(store.added()).hasSize(3).containsOnly(subscriber(one, 1));

        store.wantAgain(false);
        topic.tell(renew(one, 1));
        awaitHandled();
        assertThat(store.added()).hasSize(3);
    }

    @Test
    void unsubscribe_endsDeliveryForThatBootOnly() throws Exception {
        startWith(one);
        topic.tell(new TopicMessage.Unsubscribe(subscriber(one, 0)));
        topic.tell(new TopicMessage.Publish(typing("1")));
        one.expectMessageClass(Deliver.class);

        topic.tell(new TopicMessage.Unsubscribe(subscriber(one, 1)));
        topic.tell(new TopicMessage.Publish(typing("2")));
        awaitHandled();

        one.expectNoMessage(QUIET);
        assertThat(store.removed()).containsExactly(subscriber(one, 1));
    }

    @Test
    void laterBoot_takesTheEarlierOnesPlaceAndEarlierOnesAreIgnored() throws Exception {
        startWith(one);
        Subscriber later = new Subscriber(node(one), 2, two.getRef());
        topic.tell(new TopicMessage.Subscribe(later, 1));
        welcomed(two);
        topic.tell(subscribe(one, 5));

        topic.tell(new TopicMessage.Publish(typing("1")));

        two.expectMessageClass(Deliver.class);
        assertThat(awaitHandled()).isEqualTo(1);
        one.expectNoMessage(QUIET);
    }

    @Test
    void leaseThatIsNotRenewed_ends() throws Exception {
        startWith(one);
        topic.tell(subscribe(two, 1));
        welcomed(two);
        pass(Duration.ofSeconds(20));
        topic.tell(renew(two, 1));
        assertThat(awaitHandled()).isEqualTo(2);

        pass(Duration.ofSeconds(15));

        assertThat(awaitHandled()).isEqualTo(1);
        assertThat(store.removed()).containsExactly(subscriber(one, 1));
    }

    @Test
    void subscriberThatIsNoMore_isForgottenAtOnce() throws Exception {
        startWith(one);
        Subscriber gone = subscriber(one, 1);

        one.stop();

        topic.tell(subscribe(two, 1));
        two.awaitAssert(() -> {
            assertThat(store.removed()).containsExactly(gone);
            return null;
        });
        assertThat(awaitHandled()).isEqualTo(1);
    }

    @Test
    void storedSubscribers_areDeliveredToWithoutASubscribe() throws Exception {
        store.nextLoad().complete(Set.of(subscriber(one, 1)));

        topic.tell(new TopicMessage.Publish(typing("1")));

        one.expectMessageClass(Deliver.class);
    }
}
