package io.ovation.likes.log;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.ovation.common.event.Totals;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.EmptyStore;
import io.ovation.likes.store.StoreReads;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogReaderTest {

    private static final Topic VIDEO = Topic.video("42");
    private static final Mark A = Mark.START.next("a");
    private static final LogRange RANGE = LogRange.of(
            Mark.START,
            List.of(new Entry(A, "west", Instant.EPOCH, new Comment("a", "ada", "hi", Instant.EPOCH, null, false))));
    private static final LogMessage.Place PLACE = new LogMessage.Place(A, "a");

    private final ActorTestKit kit = ActorTestKit.create();
    private final ExecutorService blocking = Executors.newFixedThreadPool(4);
    private final LogStore store = new LogStore();
    private final TestProbe<LogMessage> answers = kit.createTestProbe(LogMessage.class);
    private final ActorRef<BackendMessage> reader = kit.spawn(LogReader.create(
            new StoreReads(store, blocking, 100, Duration.ofSeconds(5)), new LogSettings(2, 3, 10), "west"));

    @AfterEach
    void end() {
        blocking.shutdownNow();
        kit.shutdownTestKit();
    }

    @Test
    void fetch_isAnsweredWithWhatTheStoreHas() {
        reader.tell(new LogMessage.Fetch(VIDEO, null, Mark.START, 9, 1_000, answers.ref()));

        answers.expectMessage(new LogMessage.Entries(VIDEO, null, RANGE, false, source(), true));
        assertThat(store.asked.remove()).isEqualTo("after " + Mark.START + " to 9 of null");
    }

    @Test
    void fetchOfAnotherDataCentre_isForOurOwnEntries() {
        reader.tell(new LogMessage.Fetch(VIDEO, "west", Mark.START, 9, 1_000, answers.ref()));

        answers.expectMessage(new LogMessage.Entries(VIDEO, "west", RANGE, false, source(), true));
        assertThat(store.asked.remove()).isEqualTo("after " + Mark.START + " to 9 of west");
    }

    @Test
    void fetchOfALogThatIsNotHere_isNotAnswered() {
        reader.tell(new LogMessage.Fetch(VIDEO, "east", Mark.START, 9, 1_000, answers.ref()));
        reader.tell(new LogMessage.FetchBefore(VIDEO, null, A, 1_000, answers.ref()));

        answers.expectMessage(new LogMessage.Entries(VIDEO, null, RANGE, false, source(), true));
        assertThat(store.asked).containsExactly("before " + A + " of null");
    }

    @Test
    void markOfAnotherHistory_isAnsweredWithPlacesOfThisOne() {
        store.diverged = true;

        reader.tell(new LogMessage.Fetch(VIDEO, null, A, 9, 1_000, answers.ref()));
        answers.expectMessage(new LogMessage.Diverged(VIDEO, null, A, List.of(PLACE)));
        reader.tell(new LogMessage.FetchBefore(VIDEO, "west", A, 1_000, answers.ref()));
        answers.expectMessage(new LogMessage.Diverged(VIDEO, "west", A, List.of(PLACE)));
    }

    @Test
    void fetches_areReadTwoAtATime_andThoseBeyondTheQueueAreToldToAskAgain() throws Exception {
        store.hold();
        for (int i = 0; i < 6; i++) {
            reader.tell(new LogMessage.Fetch(VIDEO, null, Mark.START, i, 60_000, answers.ref()));
        }

        LogMessage.Busy busy = answers.expectMessageClass(LogMessage.Busy.class);
        assertThat(busy.retryAfterMillis()).isBetween(250L, 500L);
        assertThat(store.asked.poll(5, TimeUnit.SECONDS)).isNotNull();
        assertThat(store.asked.poll(5, TimeUnit.SECONDS)).isNotNull();
        assertThat(store.asked).isEmpty();
        answers.expectNoMessage();

        store.release();

        assertThat(answers.receiveSeveralMessages(5)).hasOnlyElementsOfType(LogMessage.Entries.class);
    }

    @Test
    void fetch_thatHasWaitedTooLong_isNotRead() throws Exception {
        store.hold();
        reader.tell(new LogMessage.Fetch(VIDEO, null, Mark.START, 1, 60_000, answers.ref()));
        reader.tell(new LogMessage.Fetch(VIDEO, null, Mark.START, 2, 60_000, answers.ref()));
        reader.tell(new LogMessage.Fetch(VIDEO, null, Mark.START, 3, 0, answers.ref()));
        reader.tell(new LogMessage.Fetch(VIDEO, null, Mark.START, 4, 60_000, answers.ref()));

        store.release();

        answers.receiveSeveralMessages(3);
        answers.expectNoMessage();
        assertThat(store.asked).noneMatch(asked -> asked.contains("to 3"));
    }

    @Test
    void fetch_thatTheStoreFails_isNotAnswered_andTheNextIs() {
        store.fails = true;
        for (int i = 0; i < 3; i++) {
            reader.tell(new LogMessage.Fetch(VIDEO, null, Mark.START, i, 60_000, answers.ref()));
        }
        answers.expectNoMessage();
        store.fails = false;

        reader.tell(new LogMessage.Fetch(VIDEO, null, Mark.START, 9, 60_000, answers.ref()));

        answers.expectMessageClass(LogMessage.Entries.class);
    }

    @Test
    void topic_isLoadedWithItsTotalsAndLatestPage() {
        TestProbe<BackendMessage.TopicLoaded> loaded = kit.createTestProbe(BackendMessage.TopicLoaded.class);

        reader.tell(new BackendMessage.LoadTopic(VIDEO, loaded.ref()));

        loaded.expectMessage(
                new BackendMessage.TopicLoaded(VIDEO, Totals.of("west", Map.of("heart", 7L)), RANGE, source()));
    }

    @Test
    void topics_areCompared() {
        TestProbe<BackendMessage.TopicsCompared> compared = kit.createTestProbe(BackendMessage.TopicsCompared.class);

        reader.tell(new BackendMessage.CompareTopics(List.of(VIDEO), compared.ref()));

        compared.expectMessage(new BackendMessage.TopicsCompared(
                List.of(new BackendMessage.Standing(VIDEO, A, Totals.of("west", Map.of("heart", 7L)))), source()));
    }

    @Test
    void logsAndCursors_areListed() {
        TestProbe<BackendMessage.LogsListed> listed = kit.createTestProbe(BackendMessage.LogsListed.class);
        TestProbe<BackendMessage.CursorsRead> cursors = kit.createTestProbe(BackendMessage.CursorsRead.class);
        BackendMessage.LogEnd end = new BackendMessage.LogEnd(VIDEO, A);

        reader.tell(new BackendMessage.ListLogs("video:1", listed.ref()));
        reader.tell(new BackendMessage.ReadCursors("east", List.of(VIDEO), cursors.ref()));

        listed.expectMessage(new BackendMessage.LogsListed(List.of(end)));
        cursors.expectMessage(new BackendMessage.CursorsRead("east", List.of(end)));
    }

    private ActorRef<LogMessage> source() {
        return reader.narrow();
    }

    /** One topic with one entry. */
    private static final class LogStore extends EmptyStore {

        final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        private final Semaphore free = new Semaphore(Integer.MAX_VALUE);
        volatile boolean diverged;
        volatile boolean fails;

        void hold() {
            free.drainPermits();
        }

        void release() {
            free.release(1_000);
        }

        private Optional<LogRange> answer(String question) {
            asked.add(question);
            free.acquireUninterruptibly();
            if (fails) {
                throw new IllegalStateException("the test's store fails");
            }
            return diverged ? Optional.empty() : Optional.of(RANGE);
        }

        @Override
        public Optional<LogRange> after(Topic topic, Mark mark, long to, @Nullable String origin) {
            return answer("after " + mark + " to " + to + " of " + origin);
        }

        @Override
        public Optional<LogRange> before(Topic topic, Mark mark, @Nullable String origin) {
            return answer("before " + mark + " of " + origin);
        }

        @Override
        public List<LogMessage.Place> places(Topic topic, @Nullable String origin) {
            return List.of(PLACE);
        }

        @Override
        public LogRange latest(Topic topic) {
            return RANGE;
        }

        @Override
        public Map<String, Long> totals(Topic topic) {
            return Map.of("heart", 7L);
        }

        @Override
        public Map<Topic, Map<String, Long>> totals(Collection<Topic> topics) {
            return Map.of(VIDEO, Map.of("heart", 7L));
        }

        @Override
        public Map<Topic, Mark> marks(Collection<Topic> topics) {
            return Map.of(VIDEO, A);
        }

        @Override
        public List<BackendMessage.LogEnd> logs(String after, int limit) {
            return after.equals("video:1") ? List.of(new BackendMessage.LogEnd(VIDEO, A)) : List.of();
        }

        @Override
        public Map<Topic, Mark> cursors(String dataCentre, Collection<Topic> topics) {
            return dataCentre.equals("east") ? Map.of(VIDEO, A) : Map.of();
        }
    }
}
