package io.ovation.loadtest.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.ovation.loadtest.publish.Stamp;
import java.net.ProtocolException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkedBodyTest {

    private static final Stamp STAMP = new Stamp(1, 2, 3);
    private static final String OPEN = "event: open\ndata: {}\n\n";
    private static final String COMMENT = "event: comment\ndata: {\"text\":\"" + STAMP.text() + "\"}\n\n";
    private static final List<String> EVENTS = List.of("open", Heard.stamp(STAMP));

    private final Heard heard = new Heard();
    private final ChunkedBody body = new ChunkedBody(new EventScanner(heard));

    @Test
    void body_isTheSameWhereverTheReadsAreCut() throws ProtocolException {
        String stream = chunk(OPEN) + chunk(COMMENT) + "0\r\n\r\n";
        for (int cut = 0; cut <= stream.length(); cut++) {
            assertThat(eventsOf(stream.substring(0, cut), stream.substring(cut)))
                    .as("cut at %d", cut)
                    .isEqualTo(EVENTS);
        }
    }

    @Test
    void body_isTheSameWhereverAChunkEndsAndHoweverItIsRead() throws ProtocolException {
        String events = OPEN + COMMENT;
        for (int cut = 1; cut < events.length(); cut++) {
            String stream = chunk(events.substring(0, cut)) + chunk(events.substring(cut));
            assertThat(eventsOf(stream)).as("chunk ends at %d", cut).isEqualTo(EVENTS);
            assertThat(eventsOf(stream.split("")))
                    .as("byte by byte, chunk ends at %d", cut)
                    .isEqualTo(EVENTS);
        }
    }

    @Test
    void body_ignoresExtensionsAndEndsWithTheEmptyChunk() throws ProtocolException {
        feed(Integer.toHexString(OPEN.length()) + ";name=\"1a\"\r\n" + OPEN + "\r\n");
        assertThat(body.ended()).isFalse();

        feed("000\r\n\r\n");

        assertThat(body.ended()).isTrue();
        assertThat(heard.all).containsExactly("open");
    }

    @Test
    void body_refusesWhatIsNotChunked() {
        for (String wrong : List.of("event: open\n\n", "\r\n", "12345678\r\n", "3\r\nabcd\r\n")) {
            assertThatThrownBy(() -> eventsOf(wrong)).as(wrong).isInstanceOf(ProtocolException.class);
        }
    }

    private static String chunk(String content) {
        return Integer.toHexString(content.length()) + "\r\n" + content + "\r\n";
    }

    private static List<String> eventsOf(String... reads) throws ProtocolException {
        ChunkedBodyTest fresh = new ChunkedBodyTest();
        for (String read : reads) {
            fresh.feed(read);
        }
        return fresh.heard.all;
    }

    private void feed(String read) throws ProtocolException {
        ByteBuf bytes = Unpooled.copiedBuffer(read, UTF_8);
        try {
            body.feed(bytes, 0, bytes.readableBytes());
        } finally {
            bytes.release();
        }
    }
}
