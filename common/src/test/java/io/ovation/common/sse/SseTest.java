package io.ovation.common.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.EventId;
import io.ovation.common.log.Mark;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written can be read, and what the standard says about reading holds. */
class SseTest {

    /** Another one each time; one that has failed is repeated with {@code -Dovation.seed}. */
    private static final long SEED = Long.getLong("ovation.seed", System.nanoTime());

    private static final EventId ID = new EventId(Instant.ofEpochMilli(0x1234), new Mark(7, -1));

    @Test
    void event_isWrittenAsIdNameAndData() {
        assertThat(text(SseFrame.event(ID, "likes", "{}".getBytes(UTF_8))))
                .isEqualTo("id: 000000001234-7-ffffffffffffffff\nevent: likes\ndata: {}\n\n");
    }

    @Test
    void eventWithoutId_leavesTheLastOneInForce() {
        assertThat(text(SseFrame.event("open", "{}".getBytes(UTF_8)))).isEqualTo("event: open\ndata: {}\n\n");
    }

    @Test
    void commentAndRetry_areWrittenAsBlocks() {
        assertThat(text(SseFrame.comment("still here"))).isEqualTo(": still here\n\n");
        assertThat(text(SseFrame.retry(2500))).isEqualTo("retry: 2500\n\n");
    }

    @Test
    void stream_isReadHoweverItIsCut() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(SseFrame.retry(2500));
        stream.writeBytes(SseFrame.event("open", "{\"node\":\"ä€😀\"}".getBytes(UTF_8)));
        stream.writeBytes(SseFrame.comment("keep"));
        stream.writeBytes(SseFrame.event(ID, "likes", "{\"a\":\"b: c\"}".getBytes(UTF_8)));
        byte[] bytes = stream.toByteArray();
        List<SseEvent> expected = List.of(
                new SseEvent("", "open", "{\"node\":\"ä€😀\"}"),
                new SseEvent(ID.toString(), "likes", "{\"a\":\"b: c\"}"));

        for (int cut = 0; cut <= bytes.length; cut++) {
            Reading reading = new Reading();
            reading.parser.feed(bytes, 0, cut);
            reading.parser.feed(bytes, cut, bytes.length - cut);
            assertThat(reading.events).as("cut at %d", cut).isEqualTo(expected);
            assertThat(reading.parser.retryMillis()).isEqualTo(2500);
        }
    }

    @Test
    void anyEvents_areReadAsTheyWereWrittenInWhateverPieces() {
        Random random = new Random(SEED);
        for (int run = 0; run < 2_000; run++) {
            List<SseEvent> expected = new ArrayList<>();
            byte[] stream = anyStream(random, expected);
            Reading reading = new Reading();
            int from = 0;
            while (from < stream.length) {
                int piece = Math.min(stream.length - from, 1 + random.nextInt(40));
                reading.parser.feed(stream, from, piece);
                from += piece;
            }
            assertThat(reading.events).as("seed %d, run %d", SEED, run).isEqualTo(expected);
        }
    }

    private static byte[] anyStream(Random random, List<SseEvent> events) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        String id = "";
        for (int more = random.nextInt(5); more > 0; more--) {
            String data = anyLine(random);
            if (random.nextBoolean()) {
                EventId own = new EventId(
                        Instant.ofEpochMilli(random.nextLong(1L << 47)),
                        new Mark(random.nextInt(1000), random.nextLong()));
                id = own.toString();
                stream.writeBytes(SseFrame.event(own, "comment", data.getBytes(UTF_8)));
            } else {
                stream.writeBytes(SseFrame.event("comment", data.getBytes(UTF_8)));
            }
            events.add(new SseEvent(id, "comment", data));
            stream.writeBytes(random.nextBoolean() ? SseFrame.comment("keep") : SseFrame.retry(random.nextInt(9_999)));
        }
        return stream.toByteArray();
    }

    /** With colons and spaces, which mean something in other places, and characters of all lengths in UTF-8. */
    private static String anyLine(Random random) {
        String characters = "a: \u0000\ufeff\u00e4\u20ac\ud83d\ude00";
        StringBuilder line = new StringBuilder();
        for (int more = random.nextInt(20); more > 0; more--) {
            int at = random.nextInt(characters.codePointCount(0, characters.length()));
            line.appendCodePoint(characters.codePointAt(characters.offsetByCodePoints(0, at)));
        }
        return line.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void lines_mayEndInThreeWaysHoweverTheyAreCut(String end) {
        byte[] bytes = String.join(end, "id: 7", "event: a", "data: 1", "data: 2", "", "data: 3", "", "")
                .getBytes(UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            Reading reading = new Reading();
            reading.parser.feed(bytes, 0, cut);
            reading.parser.feed(bytes, cut, bytes.length - cut);
            assertThat(reading.events)
                    .as("cut at %d", cut)
                    .containsExactly(new SseEvent("7", "a", "1\n2"), new SseEvent("7", "message", "3"));
        }
    }

    @Test
    void byteOrderMark_isSkippedAtTheBeginningOnly() {
        assertThat(read("\uFEFFdata: 1\n\n\uFEFFdata: 2\n\ndata: 3\n\n"))
                .extracting(SseEvent::data)
                .containsExactly("1", "3");
    }

    @Test
    void commentsAndUnknownFields_areIgnored() {
        assertThat(read(": data: 0\n:\nfoo: 1\ndatab: 2\ndata: 3\n\n"))
                .extracting(SseEvent::data)
                .containsExactly("3");
    }

    @Test
    void value_losesOneSpaceAtMost() {
        assertThat(read("data:1\n\ndata: 2\n\ndata:  3\n\ndata\n\ndata:\n\n"))
                .extracting(SseEvent::data)
                .containsExactly("1", "2", " 3", "", "");
    }

    @Test
    void blockWithoutData_isNoEventAndItsNameIsForgotten() {
        assertThat(read("event: a\n\ndata: 1\n\n")).containsExactly(new SseEvent("", "message", "1"));
    }

    @Test
    void unfinishedBlock_isNoEvent() {
        assertThat(read("data: 1\n")).isEmpty();
    }

    @Test
    void id_staysInForceUntilAnotherOne() {
        assertThat(read("id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\nid: 2\n\ndata: d\n\nid: 3\0\ndata: e\n\n"))
                .extracting(SseEvent::id)
                .containsExactly("1", "1", "", "2", "2");
    }

    @Test
    void retry_isTakenOnlyIfItIsANumber() {
        Reading reading = new Reading();
        assertThat(reading.parser.retryMillis()).isEqualTo(-1);
        reading.feed("retry: 10\nretry: 1s\nretry:\nretry: -5\nretry: 99999999999999999999\n\n");
        assertThat(reading.parser.retryMillis()).isEqualTo(10);
    }

    private static List<SseEvent> read(String stream) {
        Reading reading = new Reading();
        reading.feed(stream);
        return reading.events;
    }

    private static String text(byte[] frame) {
        return new String(frame, UTF_8);
    }

    private static final class Reading {
        final List<SseEvent> events = new ArrayList<>();
        final SseParser parser = new SseParser(events::add);

        void feed(String text) {
            byte[] bytes = text.getBytes(UTF_8);
            parser.feed(bytes, 0, bytes.length);
        }
    }
}
