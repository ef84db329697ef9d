package io.ovation.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.TopicMessage;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealingTest extends TopicFixture {

    @BeforeEach
    void start() {
        spawn(TOPIC, "");
    }

    @Test
    void compareTotals_isAnsweredWithAllThatIsKnownOnceTheStoreHasTold() throws Exception {
        store.nextLoad().complete(Set.of());
        TestProbe<TopicMessage> there = testKit.createTestProbe(TopicMessage.class);
        Totals theirs = Totals.of("there", Map.of("heart", 5L));

        topic.tell(new TopicMessage.CompareTotals(theirs, there.getRef()));
        backend.expectMessageClass(BackendMessage.LoadTopic.class).replyTo().tell(loaded(7));

        assertThat(there.expectMessageClass(TopicMessage.Forward.class).event())
                .isEqualTo(new Event.Likes(Map.of(), theirs.merge(Totals.of("dc", Map.of("heart", 7L))), null));
    }

    @Test
    void totalsThatTheStoreCountedAndNoEventTold_areToldLater() throws Exception {
        startWith(one);

        pass(Duration.ofSeconds(15));
        backend.expectMessageClass(BackendMessage.LoadTopic.class).replyTo().tell(loaded(9));

        assertThat(delivered(one)).isEqualTo(new Event.Likes(Map.of(), Totals.of("dc", Map.of("heart", 9L)), null));
    }

    @Test
    void subscriberTakenOver_isToldTheTotalsThoughNobodyElseComes() throws Exception {
        store.nextLoad();
        spawn(TOPIC, "topic-timeout = 1m");
        store.nextLoad().complete(Set.of(subscriber(one, 1)));
        backend.expectNoMessage(QUIET);

        pass(Duration.ofSeconds(15));
        backend.expectMessageClass(BackendMessage.LoadTopic.class).replyTo().tell(loaded(9));

        assertThat(delivered(one)).isEqualTo(new Event.Likes(Map.of(), Totals.of("dc", Map.of("heart", 9L)), null));
    }
}
