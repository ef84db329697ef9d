package io.ovation.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import io.ovation.common.event.Snapshot;
import io.ovation.common.event.Totals;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.FrontendMessage.Subscribed;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicLookupTest extends TopicFixture {

    @BeforeEach
    void start() {
        spawn(TOPIC, "");
    }

    @Test
    void subscription_isAnsweredWithWhatTheBackendHolds() throws Exception {
        store.nextLoad().complete(Set.of());

        topic.tell(subscribe(one, 3));
        BackendMessage.LoadTopic asked = backend.expectMessageClass(BackendMessage.LoadTopic.class);
        one.expectNoMessage(QUIET);
        asked.replyTo().tell(loaded(7, comment(1)));

        Snapshot snapshot = welcomed(one).snapshot();
        assertThat(asked.topic()).isEqualTo(TOPIC);
        assertThat(snapshot.totals().sum()).containsExactly(Map.entry("heart", 7L));
        assertThat(snapshot.comments()).containsExactly(comment(1));
        assertThat(snapshot.viewers()).isEqualTo(3);
        assertThat(store.added()).containsExactly(subscriber(one, 1));
    }

    @Test
    void silentBackend_leavesSubscribersWithWhatIsKnownAndBringsTheRestLate() throws Exception {
        store.nextLoad().complete(Set.of());
        topic.tell(subscribe(one, 1));
        backend.expectMessageClass(BackendMessage.LoadTopic.class);
        awaitHandled();

        pass(Duration.ofSeconds(2));
        assertThat(welcomed(one).snapshot().totals()).isEqualTo(Totals.NONE);

        topic.tell(subscribe(two, 1));
        welcomed(two);

        pass(Duration.ofSeconds(1));
        BackendMessage.LoadTopic again = backend.expectMessageClass(BackendMessage.LoadTopic.class);
        again.replyTo().tell(loaded(7));

        Totals late = one
                .fishForMessage(
                        Duration.ofSeconds(3),
                        message -> message instanceof Subscribed
                                ? FishingOutcomes.complete()
                                : FishingOutcomes.continueAndIgnore())
                .stream()
                .map(message -> ((Subscribed) message).snapshot().totals())
                .findFirst()
                .orElseThrow();
        assertThat(late.sum()).containsExactly(Map.entry("heart", 7L));
        assertThat(welcomed(two).snapshot().totals()).isEqualTo(late);
    }

    @Test
    void commentWhileTheSnapshotIsAwaited_isInItAndNotDelivered() throws Exception {
        store.nextLoad().complete(Set.of());
        topic.tell(subscribe(one, 1));
        topic.tell(published(1, 1));
        backend.expectMessageClass(BackendMessage.LoadTopic.class).replyTo().tell(loaded(7));

        assertThat(welcomed(one).snapshot().comments()).containsExactly(comment(1));
        one.expectNoMessage(QUIET);
    }
}
