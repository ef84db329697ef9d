package io.ovation.loadtest.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.ProtocolException;
import org.junit.jupiter.api.Test;

class ResponseHeadTest {

    private static final String HEAD = String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "Content-Type: text/event-stream;charset=utf-8",
            "TRANSFER-ENCODING:chunked",
            "",
            "");

    private final ResponseHead head = new ResponseHead();

    @Test
    void head_isTheSameWhereverItIsCut() throws ProtocolException {
        for (int cut = 1; cut < HEAD.length(); cut++) {
            ResponseHead cutHead = new ResponseHead();

            assertThat(feed(cutHead, HEAD.substring(0, cut))).isEqualTo(-1);
            assertThat(feed(cutHead, HEAD.substring(cut) + "body")).isEqualTo(HEAD.length() - cut);
            assertThat(cutHead.status()).isEqualTo(200);
            assertThat(cutHead.isEventStream()).isTrue();
            assertThat(cutHead.isChunked()).isTrue();
        }
    }

    @Test
    void head_withoutThoseHeadersIsNeitherChunkedNorAStream() throws ProtocolException {
        feed(head, "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\n\r\n");

        assertThat(head.status()).isEqualTo(503);
        assertThat(head.isEventStream()).isFalse();
        assertThat(head.isChunked()).isFalse();
    }

    @Test
    void head_refusesWhatIsNotHttp() {
        assertThatThrownBy(() -> feed(head, "SSH-2.0-OpenSSH_9.2\r\n\r\n"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("not an HTTP/1 response");
    }

    @Test
    void head_isBounded() throws ProtocolException {
        assertThat(feed(head, "x".repeat(ResponseHead.MAX_BYTES))).isEqualTo(-1);

        assertThatThrownBy(() -> feed(head, "x"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("longer than 8192 bytes");
    }

    private static int feed(ResponseHead head, String text) throws ProtocolException {
        ByteBuf bytes = Unpooled.copiedBuffer(text, UTF_8);
        try {
            return head.feed(bytes, 0, bytes.readableBytes());
        } finally {
            bytes.release();
        }
    }
}
