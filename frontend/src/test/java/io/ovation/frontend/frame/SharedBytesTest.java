package io.ovation.frontend.frame;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedBytesTest {

    private static final Random RANDOM = new Random(3);

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 15, 16, 255, 256, 4_095, 4_096, Slab.MAX_CUT_BYTES, 70_000})
    void bytes_areOneChunkOrAsTheyAre(int length) {
        String text = text(length);

        SharedBytes bytes = shared(text);

        assertThat(bytes.length()).isEqualTo(length);
        assertThat(bytes.raw().toString(US_ASCII)).isEqualTo(text);
        assertThat(taken(bytes.chunk())).isEqualTo(chunk(text));
    }

    @Test
    void nothing_isNoChunk() {
        SharedBytes nothing = shared("");

        assertThat(nothing.raw().readableBytes()).isZero();
        assertThat(nothing.chunk().readableBytes()).isZero();
    }

    @Test
    void part_isAChunkOfItsOwnWhereverItIsCut() {
        String text = text(40);
        SharedBytes bytes = shared(text);
        for (int from = 0; from < text.length(); from++) {
            for (int to = from + 1; to <= text.length(); to++) {
                SharedBytes part = bytes.part(from, to);

                assertThat(part.raw().toString(US_ASCII)).isEqualTo(text.substring(from, to));
                assertThat(taken(part.chunk())).isEqualTo(chunk(text.substring(from, to)));
            }
        }
        assertThat(bytes.part(0, text.length())).isSameAs(bytes);
    }

    /** Netty would else copy all of it before it is sent. */
    @Test
    void part_isDirectMemoryThatIsShared() {
        SharedBytes bytes = shared(text(100));

        ByteBuf chunk = bytes.part(10, 50).chunk();

        assertThat(chunk.isDirect()).isTrue();
        assertThat(chunk.nioBufferCount()).isEqualTo(3);
        chunk.release();
        assertThat(bytes.raw().memoryAddress()).isEqualTo(bytes.part(0, 1).raw().memoryAddress());
    }

    @Test
    void bytes_outliveEveryRelease() {
        String text = text(20);
        SharedBytes bytes = shared(text);
        for (int connection = 0; connection < 3; connection++) {
            bytes.raw().release();
            bytes.chunk().release();
            bytes.part(1, 2).chunk().release();
        }

        assertThat(taken(bytes.chunk())).isEqualTo(chunk(text));
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static String taken(ByteBuf bytes) {
        String text = bytes.toString(US_ASCII);
        bytes.release();
        return text;
    }

    private static SharedBytes shared(String text) {
        SharedBytes bytes = SharedBytes.allocate(text.length(), ByteBuffer::allocateDirect);
        bytes.content().put(text.getBytes(US_ASCII));
        return bytes;
    }

    private static String text(int length) {
        return RANDOM.ints(length, ' ', 0x7f)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
