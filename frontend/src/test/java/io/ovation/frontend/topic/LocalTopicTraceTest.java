package io.ovation.frontend.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Event;
import io.ovation.common.trace.Checkpoint;
import io.ovation.frontend.TestLog;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a topic of a frontend notes of the events that are followed. */
class LocalTopicTraceTest {

    private static final Event TYPING = new Event.Typing("bob", 5, 1);

    private final TestLog log = TestLog.of(10);

    @Test
    void event_isNoted_andEndsIfNobodyWatches() {
        ScriptedTopic topic = ScriptedTopic.watched(log.range(0, 5));

        topic.deliver(TYPING, null);
        assertThat(noted(topic)).containsExactly("FRONTEND_RECEIVED");

        topic.leave("ann");
        topic.deliver(TYPING, null);
        assertThat(noted(topic)).containsExactly("FRONTEND_RECEIVED", "FRONTEND_RECEIVED UNWATCHED");
    }

    @Test
    void entry_thatWasLost_isNotedAsFetched_andThoseThatWaitedForIt_areNot() {
        ScriptedTopic topic = ScriptedTopic.watched(log.range(0, 5));
        noted(topic);
        topic.entries(log.range(6, 7));
        assertThat(noted(topic)).isEmpty();

        topic.answered(log.range(5, 6));

        assertThat(noted(topic)).containsExactly("FRONTEND_RECEIVED fetched", "FRONTEND_RECEIVED");
    }

    @Test
    void entry_behindAGap_isNotShownByItself() {
        ScriptedTopic topic = ScriptedTopic.watched(log.range(0, 5));
        noted(topic);

        topic.entries(log.range(7, 8), true);

        assertThat(noted(topic)).containsExactly("FRONTEND_RECEIVED", "FRONTEND_RECEIVED GAP");
    }

    @Test
    void comment_thatIsRetractedWithIt_isNotShown() {
        ScriptedTopic topic = ScriptedTopic.watched(log.range(0, 10));
        noted(topic);
        log.comment("bob", "oops");
        log.retract(11);

        topic.entries(log.range(10, 12));

        assertThat(noted(topic))
                .containsExactly(
                        "FRONTEND_RECEIVED",
                        "FRONTEND_RECEIVED",
                        "FRONTEND_RECEIVED RETRACTED",
                        "FRONTEND_RECEIVED RETRACTED");
    }

    private static List<String> noted(ScriptedTopic topic) {
        return topic.tracing.drain().checkpoints().stream()
                .map(LocalTopicTraceTest::text)
                .toList();
    }

    private static String text(Checkpoint checkpoint) {
        return checkpoint.stage()
                + (checkpoint.ending() == null ? "" : " " + checkpoint.ending())
                + (checkpoint.fetched() ? " fetched" : "");
    }
}
