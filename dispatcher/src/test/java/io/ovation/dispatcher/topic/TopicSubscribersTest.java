package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.protocol.FrontendMessage.Deliver;
import io.ovation.common.protocol.FrontendMessage.Subscribed;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import java.time.Duration;
import java.util.Map;
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
        startWith(one, 3);
        topic.tell(subscribe(one, 1));

        one.expectMessageClass(Subscribed.class);
        backend.expectNoMessage(QUIET);
        assertThat(store.written()).hasSize(1);
    }

    @Test
    void renew_ofAnUnknownSubscriberIsAnsweredAndOfAKnownOneIsNot() throws Exception {
        store.nextRead().complete(Map.of());
        topic.tell(renew(one, 1, log.mark(3)));
        load(3);
        one.expectMessageClass(Subscribed.class);

        topic.tell(renew(one, 1, log.mark(3)));
        awaitHandled();

        one.expectNoMessage(QUIET);
        assertThat(store.written()).containsExactly(node(one));
    }

    @Test
    void failedWrite_isRepeatedAtTheNextRenewal() throws Exception {
        store.failWrites(true);
        startWith(one, 3);
        awaitHandled();
        store.failWrites(false);

        topic.tell(renew(one, 1, log.mark(3)));
        topic.tell(renew(one, 1, log.mark(3)));
        awaitHandled();

        assertThat(store.written()).containsExactly(node(one), node(one));
    }

    @Test
    void entryThatTheStoreWantsAgain_isWrittenByEachRenewal() throws Exception {
        startWith(one, 3);
        store.forget(true);

        topic.tell(renew(one, 1, log.mark(3)));
        topic.tell(renew(one, 1, log.mark(3)));
        awaitHandled();
        assertThat(store.written()).hasSize(3).containsOnly(node(one));

        store.forget(false);
        topic.tell(renew(one, 1, log.mark(3)));
        awaitHandled();
        assertThat(store.written()).hasSize(3);
    }

    @Test
    void unsubscribe_endsDeliveryForThatBootOnly() throws Exception {
        startWith(one, 3);
        topic.tell(new TopicMessage.Unsubscribe(subscriber(one, 0)));
        topic.tell(new TopicMessage.Publish(typing("1")));
        one.expectMessageClass(Deliver.class);

        topic.tell(new TopicMessage.Unsubscribe(subscriber(one, 1)));
        topic.tell(new TopicMessage.Publish(typing("2")));
        awaitHandled();

        one.expectNoMessage(QUIET);
        assertThat(store.removed()).containsExactly(node(one));
    }

    @Test
    void laterBoot_takesTheEarlierOnesPlaceAndEarlierOnesAreIgnored() throws Exception {
        startWith(one, 3);
        Subscriber later = new Subscriber(node(one), 2, two.getRef());
        topic.tell(new TopicMessage.Subscribe(later, 1));
        two.expectMessageClass(Subscribed.class);
        topic.tell(subscribe(one, 5));

        topic.tell(new TopicMessage.Publish(typing("1")));

        two.expectMessageClass(Deliver.class);
        assertThat(awaitHandled()).isEqualTo(1);
        one.expectNoMessage(QUIET);
    }

    @Test
    void leaseThatIsNotRenewed_ends() throws Exception {
        startWith(one, 3);
        topic.tell(subscribe(two, 1));
        two.expectMessageClass(Subscribed.class);
        pass(Duration.ofSeconds(20));
        topic.tell(renew(two, 1, log.mark(3)));
        assertThat(awaitHandled()).isEqualTo(2);

        pass(Duration.ofSeconds(15));

        assertThat(awaitHandled()).isEqualTo(1);
        assertThat(store.removed()).containsExactly(node(one));
    }

    @Test
    void subscriberThatIsNoMore_isForgottenAtOnce() throws Exception {
        startWith(one, 3);
        one.stop();

        topic.tell(subscribe(two, 1));
        two.awaitAssert(() -> {
            assertThat(store.removed()).containsExactly(node(one));
            return null;
        });
        assertThat(awaitHandled()).isEqualTo(1);
    }

    @Test
    void storedSubscribers_areDeliveredToWithoutASubscribe() throws Exception {
        store.nextRead().complete(stored(one));

        topic.tell(new TopicMessage.Publish(typing("1")));

        one.expectMessageClass(Deliver.class);
    }
}
