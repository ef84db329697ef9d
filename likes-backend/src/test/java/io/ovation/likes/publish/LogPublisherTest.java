package io.ovation.likes.publish;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.memory.Droppable;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.LoggedRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogPublisherTest {

    private static final Topic VIDEO = Topic.video("42");
    private static final Topic OTHER = Topic.video("43");

    private final ActorTestKit kit = ActorTestKit.create();
    private final TestProbe<LogMessage> told = kit.createTestProbe(LogMessage.class);
    private final TestProbe<LogMessage> source = kit.createTestProbe(LogMessage.class);
    private final ActorRef<LogPublisher.Command> publisher =
            kit.spawn(LogPublisher.create(told.ref()::tell, source.ref(), 100));

    @AfterEach
    void end() {
        kit.shutdownTestKit();
    }

    @Test
    void ranges_leaveAtOnceAndInOrder_andTheirEndIsSaidTwiceMore() {
        LogRange first = range(Mark.START, "a", 10, 2);
        LogRange second = range(first.through(), "b", 10, 1);

        long begin = System.nanoTime();
        publisher.tell(new LogPublisher.Publish(List.of(new LoggedRange(VIDEO, first, false)), Map.of()));
        publisher.tell(new LogPublisher.Publish(List.of(new LoggedRange(VIDEO, second, true)), Map.of()));

        told.expectMessage(new LogMessage.Entries(VIDEO, null, first, false, source.ref()));
        told.expectMessage(new LogMessage.Entries(VIDEO, null, second, true, source.ref()));
        LogMessage tail = new LogMessage.Tail(VIDEO, null, second.through(), source.ref());
        told.expectMessage(tail);
        assertThat(System.nanoTime() - begin)
                .isGreaterThan(Duration.ofMillis(900).toNanos());
        told.expectMessage(tail);
        assertThat(System.nanoTime() - begin)
                .isGreaterThan(Duration.ofMillis(4_900).toNanos());
    }

    @Test
    void range_thatIsLargerThanAMessage_leavesInPages() {
        LogRange range = range(Mark.START, "a", 2_000, 100);

        publisher.tell(new LogPublisher.Publish(List.of(new LoggedRange(VIDEO, range, false)), Map.of()));

        List<Entry> entries = new ArrayList<>();
        Mark mark = Mark.START;
        while (!mark.equals(range.through())) {
            LogMessage.Entries page = told.expectMessageClass(LogMessage.Entries.class);
            assertThat(page.range().after()).isEqualTo(mark);
            assertThat(page.range().bytes()).isLessThanOrEqualTo(LogRange.PAGE_BYTES);
            entries.addAll(page.range().entries());
            mark = page.range().through();
        }
        assertThat(entries).isEqualTo(range.entries());
    }

    @Test
    void marks_areSaidAtOnce() {
        publisher.tell(new LogPublisher.Publish(List.of(), Map.of(OTHER, new Mark(7, 9))));

        told.expectMessage(new LogMessage.Tail(OTHER, null, new Mark(7, 9), source.ref()));
    }

    @Test
    void flush_saysWhatWouldBeSaidLater_andIsAnsweredAfterIt() {
        TestProbe<Done> flushed = kit.createTestProbe(Done.class);
        LogRange range = range(Mark.START, "a", 10, 1);
        publisher.tell(new LogPublisher.Publish(List.of(new LoggedRange(VIDEO, range, false)), Map.of()));

        publisher.tell(new LogPublisher.Flush(flushed.ref()));

        flushed.expectMessage(Done.getInstance());
        told.expectMessageClass(LogMessage.Entries.class);
        told.expectMessage(Duration.ofMillis(100), new LogMessage.Tail(VIDEO, null, range.through(), source.ref()));
    }

    /** The bound of its mailbox acts on nothing else. */
    @Test
    void publish_isDroppable_forAboutTheBytesOfItsEntries() {
        LogRange range = range(Mark.START, "a", 100, 50);

        LogPublisher.Command publish =
                new LogPublisher.Publish(List.of(new LoggedRange(VIDEO, range, false)), Map.of(OTHER, Mark.START));

        assertThat(publish)
                .isInstanceOfSatisfying(
                        Droppable.class,
                        droppable -> assertThat(droppable.bytes()).isBetween(range.bytes(), range.bytes() + 1024));
        assertThat(new LogPublisher.Flush(kit.createTestProbe(Done.class).ref()))
                .isNotInstanceOf(Droppable.class);
    }

    private static LogRange range(Mark after, String prefix, int characters, int count) {
        List<Entry> entries = new ArrayList<>();
        Mark mark = after;
        for (int i = 0; i < count; i++) {
            String id = prefix + i;
            mark = mark.next(id);
            entries.add(new Entry(
                    mark,
                    "here",
                    Instant.EPOCH,
                    new Comment(id, "ada", "x".repeat(characters), Instant.EPOCH, null, false)));
        }
        return LogRange.of(after, entries);
    }
}
