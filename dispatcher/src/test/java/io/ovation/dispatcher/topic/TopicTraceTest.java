package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.FrontendMessage.Subscribed;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.trace.Checkpoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a topic's actor notes of the events that are followed. */
class TopicTraceTest extends TopicFixture {

    private static final Event TYPING = new Event.Typing("ann", 5, 1);

    @BeforeEach
    void spawn() {
        spawn(TOPIC, "");
    }

    @Test
    void event_isNotedForEachFrontendThatItIsSentTo() throws Exception {
        watchedByBoth();

        topic.tell(new TopicMessage.Publish(TYPING));

        assertThat(noted())
                .containsExactlyInAnyOrder(
                        "TOPIC_RECEIVED", "TOPIC_SENT to " + node(one), "TOPIC_SENT to " + node(two));
    }

    @Test
    void event_thatNobodyWatches_ends() throws Exception {
        store.nextRead().complete(Map.of());

        topic.tell(new TopicMessage.Publish(TYPING));

        assertThat(noted()).containsExactly("TOPIC_RECEIVED", "TOPIC_RECEIVED UNWATCHED");
    }

    @Test
    void likes_thatWait_goOnAsTheEarliest() throws Exception {
        startWith(one, 0);
        noted();

        for (int trace = 1; trace <= 3; trace++) {
            Totals totals = Totals.of("dc", Map.of("heart", 100L + trace));
            topic.tell(new TopicMessage.Publish(new Event.Likes(Map.of("heart", 1L), totals, null, trace)));
        }

        // The first leaves at once, the second waits, the third goes on as part of it.
        assertThat(noted())
                .containsExactly(
                        "TOPIC_RECEIVED",
                        "TOPIC_SENT to " + node(one),
                        "TOPIC_RECEIVED",
                        "TOPIC_RECEIVED",
                        "TOPIC_RECEIVED MERGED");
    }

    @Test
    void typing_thatIsSaidTooOften_ends() throws Exception {
        startWith(one, 0);
        topic.tell(new TopicMessage.Publish(TYPING));
        noted();

        topic.tell(new TopicMessage.Publish(TYPING));

        assertThat(noted()).containsExactly("TOPIC_RECEIVED", "TOPIC_RECEIVED LIMITED");
    }

    @Test
    void entries_areNotedOnceEverythingBeforeThemIsThere() throws Exception {
        startWith(one, 5);
        noted();
        topic.tell(committed(6, 7));
        assertThat(noted()).isEmpty();

        topic.tell(new LogMessage.Entries(TOPIC, null, log.range(5, 6), false, source(backend), true));

        assertThat(noted())
                .containsExactly(
                        "TOPIC_RECEIVED fetched",
                        "TOPIC_RECEIVED",
                        "TOPIC_SENT to " + node(one),
                        "TOPIC_SENT to " + node(one));
    }

    @Test
    void entries_thatNobodyWatches_end_ifTheyAreRecent() throws Exception {
        store.nextRead().complete(Map.of());
        Comment comment = new Comment("recent", "ann", "hi", Instant.now(), null, false);
        Entry recent = new Entry(Mark.START.next("recent"), "here", Instant.now(), comment);

        topic.tell(
                new LogMessage.Entries(TOPIC, null, LogRange.of(Mark.START, List.of(recent)), false, source(backend)));
        topic.tell(committed(0, 1));

        assertThat(noted()).containsExactly("TOPIC_RECEIVED UNWATCHED");
    }

    private void watchedByBoth() throws Exception {
        startWith(one, 0);
        topic.tell(subscribe(two, 1));
        two.expectMessageClass(Subscribed.class);
        noted();
    }

    /** Since the last time, without what is told of the number of viewers. */
    private List<String> noted() {
        awaitHandled();
        return tracing.drain().checkpoints().stream().map(TopicTraceTest::text).toList();
    }

    private static String text(Checkpoint checkpoint) {
        return checkpoint.stage()
                + (checkpoint.ending() == null ? "" : " " + checkpoint.ending())
                + (checkpoint.fetched() ? " fetched" : "")
                + (checkpoint.to() == null ? "" : " to " + checkpoint.to());
    }
}
