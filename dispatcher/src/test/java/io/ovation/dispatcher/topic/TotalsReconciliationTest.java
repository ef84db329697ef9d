package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.TopicMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TotalsReconciliationTest extends TopicFixture {

    private static final Totals OWN = Totals.of("dc", Map.of("heart", 7L));

    @BeforeEach
    void start() {
        spawn(TOPIC, "");
    }

    @Test
    void compareTotals_isAnsweredWithAllThatIsKnownOnceTheStoreHasTold() throws Exception {
        store.nextRead().complete(Map.of());
        TestProbe<TopicMessage> there = testKit.createTestProbe(TopicMessage.class);
        Totals theirs = Totals.of("there", Map.of("heart", 5L));

        topic.tell(new TopicMessage.CompareTotals(theirs, there.getRef()));
        BackendMessage.CompareTopics asked = backend.expectMessageClass(BackendMessage.CompareTopics.class);
        there.expectNoMessage(QUIET);
        asked.replyTo().tell(compared(7));

        assertThat(asked.topics()).containsExactly(TOPIC);
        assertThat(there.expectMessageClass(TopicMessage.Forward.class).event())
                .isEqualTo(new Event.Likes(Map.of(), theirs.merge(OWN), null));
    }

    @Test
    void compareTotals_ofWhomKnowsAsMuch_isNotAnswered() throws Exception {
        startWith(one, 3);
        TestProbe<TopicMessage> there = testKit.createTestProbe(TopicMessage.class);

        topic.tell(new TopicMessage.CompareTotals(OWN, there.getRef()));
        awaitHandled();

        there.expectNoMessage(QUIET);
    }

    @Test
    void storeThatKnowsNothingOfTheTopic_isAnAnswerToo() throws Exception {
        store.nextRead().complete(Map.of());
        TestProbe<TopicMessage> there = testKit.createTestProbe(TopicMessage.class);
        topic.tell(new TopicMessage.Publish(likes(1, 7)));
        topic.tell(new TopicMessage.CompareTotals(Totals.NONE, there.getRef()));

        backend.expectMessageClass(BackendMessage.CompareTopics.class)
                .replyTo()
                .tell(new BackendMessage.TopicsCompared(List.of(), source(backend)));

        assertThat(there.expectMessageClass(TopicMessage.Forward.class).event())
                .isEqualTo(new Event.Likes(Map.of(), OWN, null));
    }

    @Test
    void totals_areComparedWithOtherDataCentresNowAndThen() throws Exception {
        store.nextRead();
        dataCentres.others("there");
        spawn(TOPIC, "");
        startWith(one, 3);
        assertThat(dataCentres.next(TopicMessage.CompareTotals.class).known()).isEqualTo(OWN);

        pass(Duration.ofSeconds(15));

        assertThat(dataCentres.next(TopicMessage.CompareTotals.class).known()).isEqualTo(OWN);
    }

    @Test
    void totalsThatTheStoreCountedAndNoEventTold_areTold() throws Exception {
        startWith(one, 3);

        topic.tell(new LogComparison.Compared(standing(9), source(backend)));

        assertThat(delivered(one)).isEqualTo(new Event.Likes(Map.of(), Totals.of("dc", Map.of("heart", 9L)), null));
    }

    private BackendMessage.TopicsCompared compared(long hearts) {
        return new BackendMessage.TopicsCompared(List.of(standing(hearts)), source(backend));
    }

    private BackendMessage.Standing standing(long hearts) {
        return new BackendMessage.Standing(TOPIC, log.mark(3), Totals.of("dc", Map.of("heart", hearts)));
    }
}
