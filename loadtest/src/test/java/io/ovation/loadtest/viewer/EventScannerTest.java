package io.ovation.loadtest.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.ovation.loadtest.publish.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventScannerTest {

    private static final Stamp FIRST = new Stamp(0xCAFE_BABE, 7, 1_234_567_890_123_456_789L);
    private static final Stamp SECOND = new Stamp(-1, Integer.MAX_VALUE, -42);

    private static final String STREAM = "retry: 2500\n\n"
            + "event: open\ndata: {\"connection\":\"c\",\"resumed\":false}\n\n"
            + "event: snapshot\ndata: {\"comments\":[{\"text\":\"" + SECOND.text() + "\"}]}\n\n"
            + ": heartbeat\n\n"
            + comment(FIRST.text())
            + "id: 0192\nevent: likes\ndata: {\"added\":{\"heart\":1}}\n\n"
            + comment("nothing to see")
            + "event: gap\ndata: {\"reason\":\"slow\"}\n\n"
            + "event: sampled\ndata: {\"shown\":30,\"of\":2000}\n\n"
            + comment("~~load:12~load:~" + SECOND.text() + FIRST.text());

    private static final List<String> EVENTS =
            List.of("open", Heard.stamp(FIRST), "gap", "sampled", Heard.stamp(SECOND));

    @Test
    void scanner_findsTheSameWhereverTheStreamIsCutInTwo() {
        for (int cut = 0; cut <= STREAM.length(); cut++) {
            assertThat(scan(STREAM.substring(0, cut), STREAM.substring(cut)))
                    .as("cut at %d", cut)
                    .isEqualTo(EVENTS);
        }
    }

    @Test
    void scanner_findsTheSameByteByByte() {
        assertThat(scan(STREAM.split(""))).isEqualTo(EVENTS);
    }

    @Test
    void scanner_understandsCrLfAndAMissingSpace() {
        assertThat(scan("event:comment\r\ndata:" + FIRST.text() + "\r\n\r\n")).containsExactly(Heard.stamp(FIRST));
    }

    @Test
    void scanner_countsAnEventOnlyWhenItIsComplete() {
        String comment = comment(FIRST.text());

        assertThat(scan(comment.substring(0, comment.length() - 1))).isEmpty();
    }

    @Test
    void scanner_forgetsAStampThatIsCutOffByTheEndOfItsLine() {
        String text = FIRST.text();
        String half = text.substring(0, 20);

        assertThat(scan(comment(half) + comment(text.substring(20)))).isEmpty();
        assertThat(scan("event: comment\ndata: " + half + "\ndata: " + text.substring(20) + "\n\n"))
                .isEmpty();
    }

    @Test
    void scanner_doesNotTakeLongNamesForShortOnes() {
        assertThat(scan("event: 12345678open\ndata: {}\n\nevent: xxxxcomment\ndata: " + FIRST.text() + "\n\n"))
                .isEmpty();
    }

    @Test
    void stamp_isFoundAgainWhateverItsNumbers() {
        for (Stamp stamp : List.of(new Stamp(0, 0, 0), new Stamp(1, -1, Long.MIN_VALUE), SECOND)) {
            assertThat(scan(comment(stamp.text()))).containsExactly(Heard.stamp(stamp));
        }
    }

    @Test
    void acceptance_isReadByWhoeverAsks_whereverTheStreamIsCut() {
        String at = "2026-12-01T10:00:00.123Z";
        String stream = "event: comment\ndata: {\"text\":\"\\\"at\\\":\\\"x " + FIRST.text() + "\",\"at\":\"" + at
                + "\",\"trace\":\"00000000000000ff\"}\n\n" + comment(FIRST.text())
                + "event: comment\ndata: {\"text\":\""
                + SECOND.text() + "\",\"at\":\"" + at + "\"}\n\n";
        for (int cut = 0; cut <= stream.length(); cut++) {
            List<String> told = new ArrayList<>();
            scan(
                    new StreamListener() {
                        @Override
                        public boolean asksForAcceptance() {
                            return true;
                        }

                        @Override
                        public void onAcceptance(Instant accepted, long trace) {
                            told.add(accepted + " " + trace);
                        }
                    },
                    stream.substring(0, cut),
                    stream.substring(cut));

            assertThat(told).as("cut at %d", cut).containsExactly(at + " 255", at + " 0");
        }
    }

    private static String comment(String text) {
        return "id: 0192\nevent: comment\ndata: {\"topic\":\"video:42\",\"text\":\"" + text + "\",\"at\":\"x\"}\n\n";
    }

    private static List<String> scan(String... pieces) {
        Heard heard = new Heard();
        scan(heard, pieces);
        return heard.all;
    }

    private static void scan(StreamListener listener, String... pieces) {
        EventScanner scanner = new EventScanner(listener);
        for (String piece : pieces) {
            ByteBuf bytes = Unpooled.copiedBuffer(piece, UTF_8);
            scanner.scan(bytes, 0, bytes.readableBytes());
            bytes.release();
        }
    }
}
