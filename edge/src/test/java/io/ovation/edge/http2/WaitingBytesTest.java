package io.ovation.edge.http2;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitingBytesTest {

    private static final int FRAME = 9;

    /** The first one would be taken for an upgrade, on a connection that nobody has accepted. */
    private static final int STREAM = 3;

    private static final int MOST = 1_000;
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final AtomicReference<Channel> stream = new AtomicReference<>();
    private final EmbeddedChannel connection = new EmbeddedChannel();

    private void begin() {
        new Multiplexing(
                        "test",
                        Duration.ofDays(1),
                        Duration.ofDays(1),
                        1_000,
                        MOST,
                        () -> false,
                        flooded -> {},
                        stream::set)
                .begin(connection.pipeline());
        byte[] request = FrameClient.request("GET", "/");
        ByteBuf frames = Unpooled.buffer().writeBytes(PREFACE.getBytes(US_ASCII));
        // A window of no bytes.
        frame(frames, FrameClient.SETTINGS, 0, 0, 0, 4, 0, 0, 0, 0);
        frame(frames, FrameClient.HEADERS, FrameClient.END_HEADERS | FrameClient.END_STREAM, STREAM, request);
        connection.writeInbound(frames);
        stream.get().writeAndFlush(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200")));
    }

    private static void frame(ByteBuf to, int type, int flags, int stream, int... payload) {
        byte[] bytes = new byte[payload.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) payload[i];
        }
        frame(to, type, flags, stream, bytes);
    }

    private static void frame(ByteBuf to, int type, int flags, int stream, byte[] payload) {
        to.writeMedium(payload.length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(stream)
                .writeBytes(payload);
    }

    private void widen(int bytes) {
        ByteBuf frames = Unpooled.buffer();
        frame(frames, FrameClient.WINDOW_UPDATE, 0, STREAM, FrameClient.number(bytes));
        connection.writeInbound(frames);
    }

    private void write(int bytes) {
        stream.get().writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(new byte[bytes])));
    }

    @AfterEach
    void end() {
        connection.finishAndReleaseAll();
    }

    @Test
    void bytesOfAStream_waitUntilItsClientHasRoom() {
        begin();
        assertThat(WaitingBytes.of(stream.get())).isZero();

        write(300);
        assertThat(WaitingBytes.of(stream.get())).isEqualTo(300 + FRAME);
        assertThat(stream.get().isWritable()).isTrue();

        write(MOST);
        assertThat(WaitingBytes.of(stream.get())).isEqualTo(300 + MOST + 2 * FRAME);
        assertThat(stream.get().isWritable()).isFalse();

        widen(300 + MOST);
        assertThat(WaitingBytes.of(stream.get())).isZero();
        assertThat(stream.get().isWritable()).isTrue();
    }

    @Test
    void bytesOfAStreamThatHasEnded_waitNoMore() {
        begin();
        write(300);

        stream.get().close();

        assertThat(WaitingBytes.of(stream.get())).isZero();
    }

    @Test
    void bytesOfAConnection_waitUntilTheyAreWritten() {
        connection.write(Unpooled.wrappedBuffer(new byte[300]));
        assertThat(WaitingBytes.of(connection)).isGreaterThanOrEqualTo(300);

        connection.flush();
        assertThat(WaitingBytes.of(connection)).isZero();
    }
}
