package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.serialization.SerializationExtension;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.Bounds;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.FrontendMessage.Subscribed;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.WireMessage;
import io.ovation.dispatcher.TestLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 500 comments of 500 four-byte characters, by members and on topics with the longest ids. */
class LargestTopicTest extends TopicFixture {

    private static final int ENTRIES = 500;

    private final TestLog large = new TestLog("here");
    private final TestProbe<LogMessage> frontend = testKit.createTestProbe(LogMessage.class);

    @BeforeEach
    void start() throws InterruptedException {
        for (int number = 1000; number < 1000 + ENTRIES; number++) {
            String id = "i".repeat(32) + number;
            large.add("here", new Comment(id, "m".repeat(128), "😀".repeat(500), NOW, Double.MAX_VALUE, true));
        }
        dataCentres.others("there");
        spawn(TOPIC, "");
        store.nextRead().complete(Map.of());
    }

    @Test
    void largestTopic_isToldInMessagesThatFitIntoAFrame() throws InterruptedException {
        topic.tell(subscribe(one, 1));
        loading().tell(loaded(7, LogRange.empty(Mark.START)));
        one.expectMessageClass(Subscribed.class);

        topic.tell(new LogMessage.Entries(TOPIC, null, large.range(0, ENTRIES), false, source(backend)));
        assertThat(all(one)).isEqualTo(large.range(0, ENTRIES).entries());
        assertThat(allElsewhere()).isEqualTo(large.range(0, ENTRIES).entries());
        topic.tell(subscribe(two, 1));
        LogRange latest = fits(two.expectMessageClass(Subscribed.class)).latest();

        assertThat(latest.entries()).hasSizeGreaterThan(20);
        assertThat(latest.through()).isEqualTo(large.end());
    }

    @Test
    void largestTopic_isFetchedInMessagesThatFitIntoAFrame() {
        topic.tell(subscribe(one, 1));
        loading().tell(loaded(7, large.range(0, 0)));
        topic.tell(new LogMessage.Entries(TOPIC, null, large.range(0, ENTRIES), false, source(backend)));
        one.expectMessageClass(Subscribed.class);
        all(one);

        topic.tell(new LogMessage.FetchBefore(TOPIC, null, large.end(), 1_000, frontend.getRef()));
        LogRange page =
                fits(frontend.expectMessageClass(LogMessage.Entries.class)).range();
        topic.tell(new LogMessage.Fetch(TOPIC, null, page.after(), ENTRIES, 1_000, frontend.getRef()));

        assertThat(fits(frontend.expectMessageClass(LogMessage.Entries.class)).range())
                .isEqualTo(page);
        assertThat(page.entries()).hasSizeGreaterThan(20);
    }

    /** What a subscriber is told, up to the end. */
    private List<Entry> all(TestProbe<FrontendMessage> probe) {
        List<Entry> entries = new ArrayList<>();
        while (entries.size() < ENTRIES) {
            FrontendMessage message = probe.receiveMessage();
            if (message instanceof LogMessage.Entries page) {
                entries.addAll(fits(page).range().entries());
            }
        }
        return entries;
    }

    /** What the other data centre is told, up to the end. */
    private List<Entry> allElsewhere() throws InterruptedException {
        List<Entry> entries = new ArrayList<>();
        while (entries.size() < ENTRIES) {
            entries.addAll(
                    fits(dataCentres.next(LogMessage.Entries.class)).range().entries());
        }
        return entries;
    }

    private <M extends WireMessage> M fits(M message) {
        byte[] bytes =
                SerializationExtension.get(testKit.system()).serialize(message).get();
        assertThat(bytes.length).isLessThan(Bounds.MESSAGE_BYTES);
        return message;
    }
}
