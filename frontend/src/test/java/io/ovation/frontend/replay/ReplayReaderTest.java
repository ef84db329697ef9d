package io.ovation.frontend.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Entry;
import io.ovation.common.log.Mark;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Tracing;
import io.ovation.frontend.TestLog;
import io.ovation.frontend.frame.EncodedEvents;
import io.ovation.frontend.frame.FrameEncoder;
import io.ovation.frontend.frame.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayReaderTest {

    private static final Topic CATS = Topic.video("cats");

    private final FrameEncoder encoder = new FrameEncoder(Tracing.off());
    private final ReplayReader reader = new ReplayReader(new FrameCache(new ByteBudget(1 << 20)), encoder);
    private final FakeSource source = new FakeSource(CATS, 5_000);

    @Test
    void piece_beginsBehindThePlaceAndEndsWithTheLog() {
        TestLog log = TestLog.of(100);
        source.window.begin(log.all(), 0);

        ReplayReader.Piece piece = read(log.mark(95));

        assertThat(piece.isLast()).isTrue();
        assertThat(piece.through()).isEqualTo(log.last());
        assertThat(Frames.text(piece.events())).isEqualTo(told(log.entries().subList(95, 100)));
    }

    @Test
    void piece_ofNothingIsTheLast() {
        TestLog log = TestLog.of(10);
        source.window.begin(log.all(), 0);

        assertThat(read(log.last())).isEqualTo(new ReplayReader.Piece(List.of(), log.last(), true));
    }

    @Test
    void pieces_areBounded() {
        TestLog log = new TestLog("c");
        for (int i = 0; i < 300; i++) {
            log.comment("ann", "x".repeat(500));
        }
        source.window.begin(log.all(), 0);

        List<ReplayReader.Piece> pieces = pieces(Mark.START, Optional.empty());

        assertThat(pieces)
                .hasSizeGreaterThan(5)
                .allSatisfy(piece -> assertThat(length(piece)).isLessThanOrEqualTo(ReplayReader.PIECE_BYTES))
                .filteredOn(piece -> !piece.isLast())
                .allSatisfy(piece -> assertThat(length(piece)).isGreaterThan(ReplayReader.PIECE_BYTES / 2));
        assertThat(text(pieces)).isEqualTo(told(log.entries()));
    }

    @Test
    void entryThatIsLargerThanAPiece_isAPieceOfItsOwn() {
        TestLog log = TestLog.of(1);
        log.comment("ann", "x".repeat(2 * ReplayReader.PIECE_BYTES));
        log.add(1);
        source.window.begin(log.all(), 0);

        assertThat(text(pieces(Mark.START, Optional.empty()))).isEqualTo(told(log.entries()));
    }

    @Test
    void whatIsRetracted_isNotReplayedAndItsRetractionIs() {
        TestLog log = TestLog.of(3);
        Entry retraction = log.retract(2);
        source.window.begin(log.all(), 0);

        assertThat(text(pieces(Mark.START, Optional.empty())))
                .isEqualTo(told(List.of(log.entry(1), log.entry(3), retraction)));
    }

    @Test
    void whatIsWithheld_isReplayedToItsOwnMemberAlone() {
        TestLog log = new TestLog("c");
        for (int i = 0; i < 200; i++) {
            log.comment(i % 10 == 0 ? "bob" : "ann", "hi");
            if (i % 2 == 0) {
                source.withheld.add(i + 1L);
            }
        }
        source.window.begin(log.all(), 0);

        List<Entry> shown = log.entries().stream()
                .filter(entry -> entry.position() % 2 == 0)
                .toList();
        List<Entry> shownToBob = log.entries().stream()
                .filter(entry -> entry.position() % 2 == 0
                        || entry.comment().orElseThrow().member().equals("bob"))
                .toList();
        assertThat(text(pieces(Mark.START, Optional.empty()))).isEqualTo(told(shown));
        assertThat(text(pieces(Mark.START, Optional.of("bob")))).isEqualTo(told(shownToBob));
    }

    @Test
    void blocks_areSharedByAllWhoNeedThem() {
        TestLog log = TestLog.of(200);
        source.window.begin(log.all(), 0);

        EncodedEvents one = read(log.mark(63)).events().get(0);
        EncodedEvents other = read(log.mark(63)).events().get(0);

        assertThat(one.bytes().memoryAddress()).isEqualTo(other.bytes().memoryAddress());
    }

    /** Entries come, are retracted, and leave the window while a viewer reads; pieces are what the log had then. */
    @Test
    void viewer_getsTheLogAfterItsMarkInOrderAndOnceWhateverHappensBetweenPieces() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            FakeSource changing = new FakeSource(CATS, 3_000);
            TestLog log = new TestLog("s" + seed);
            grow(log, random, 400);
            int begin = random.nextInt(log.entries().size());
            changing.window.begin(log.range(begin, log.entries().size()), 0);
            Mark place = log.mark(begin + random.nextInt(log.entries().size() - begin));
            long first = place.position();
            StringBuilder got = new StringBuilder();
            StringBuilder expected = new StringBuilder();
            ReplayReader.Piece piece;
            do {
                piece = reader.read(changing, place, Optional.empty());
                got.append(Frames.text(piece.events()));
                expected.append(told(window(changing, place, piece.through())));
                place = piece.through();
                int before = log.entries().size();
                grow(log, random, random.nextInt(20));
                changing.window.append(log.range(before, log.entries().size()), 0);
                changing.history += log.entries().size() > before ? 1 : 0;
            } while (!piece.isLast());

            assertThat(got).as("seed %d", seed).hasToString(expected.toString());
            assertThat(place.position()).isGreaterThanOrEqualTo(first);
        }
    }

    private static void grow(TestLog log, Random random, int count) {
        for (int i = 0; i < count; i++) {
            if (random.nextInt(10) == 0 && log.last().position() > 0) {
                log.retract(1 + random.nextInt((int) log.last().position()));
            } else {
                log.comment("m" + random.nextInt(3), "x".repeat(random.nextInt(1_000)));
            }
        }
    }

    /** What is in the window after one mark, up to another. */
    private static List<Entry> window(FakeSource source, Mark after, Mark through) {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : source.window.entriesAfter(after.position())) {
            if (entry.position() <= through.position()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private ReplayReader.Piece read(Mark after) {
        return reader.read(source, after, Optional.empty());
    }

    private List<ReplayReader.Piece> pieces(Mark after, Optional<String> member) {
        List<ReplayReader.Piece> pieces = new ArrayList<>();
        Mark place = after;
        do {
            pieces.add(reader.read(source, place, member));
            place = pieces.get(pieces.size() - 1).through();
        } while (!pieces.get(pieces.size() - 1).isLast());
        return pieces;
    }

    private String told(List<Entry> entries) {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            text.append(Frames.text(encoder.entries(CATS, List.of(entry))));
        }
        return text.toString();
    }

    private static String text(List<ReplayReader.Piece> pieces) {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(Frames.text(piece.events())));
        return text.toString();
    }

    private static int length(ReplayReader.Piece piece) {
        return piece.events().stream().mapToInt(EncodedEvents::length).sum();
    }
}
