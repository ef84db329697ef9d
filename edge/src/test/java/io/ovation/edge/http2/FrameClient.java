package io.ovation.edge.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A client of HTTP/2 that sends whatever frames it is told to, and does nothing of its own accord. */
final class FrameClient implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;

    private static final int PATIENCE_SECONDS = 20;

    /** A literal that is never indexed, with a new name (RFC 7541, section 6.2.3). */
    private static final int LITERAL = 0x10;

    private final SSLSocket socket;
    private final DataInputStream in;
    private final Http2HeadersDecoder heads = new DefaultHttp2HeadersDecoder(false);

    /** Written when {@link #flush} is called. */
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    record Frame(int type, int flags, int stream, byte[] payload) {

        /** Of a reset, or of the end of the connection. */
        int error() {
            return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
        }

        boolean isEnd() {
            return (flags & END_STREAM) != 0;
        }

        String text() {
            return new String(payload, ISO_8859_1);
        }
    }

    private FrameClient(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    static FrameClient connect(SSLContext trusting, InetSocketAddress address) throws IOException {
        FrameClient client = open(trusting, address);
        client.out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
        return client.write(SETTINGS, 0, 0);
    }

    /** Without the preface. */
    static FrameClient open(SSLContext trusting, InetSocketAddress address) throws IOException {
        SSLSocket socket =
                (SSLSocket) trusting.getSocketFactory().createSocket(address.getAddress(), address.getPort());
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
        return new FrameClient(socket);
    }

    FrameClient write(int type, int flags, int stream, int... payload) {
        byte[] bytes = new byte[payload.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) payload[i];
        }
        return write(type, flags, stream, bytes);
    }

    FrameClient write(int type, int flags, int stream, byte[] payload) {
        byte[] head = ByteBuffer.allocate(10)
                .putInt(payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .array();
        // A length has three bytes.
        out.write(head, 1, head.length - 1);
        out.writeBytes(payload);
        return this;
    }

    FrameClient raw(String bytes) {
        out.writeBytes(bytes.getBytes(ISO_8859_1));
        return this;
    }

    FrameClient get(int stream, String path, String... more) {
        return write(HEADERS, END_HEADERS | END_STREAM, stream, request("GET", path, more));
    }

    FrameClient post(int stream, String path, String... more) {
        return write(HEADERS, END_HEADERS, stream, request("POST", path, more));
    }

    static byte[] request(String method, String path, String... more) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(fields(":method", method, ":scheme", "https", ":authority", "localhost", ":path", path));
        block.writeBytes(fields(more));
        return block.toByteArray();
    }

    /** @param fields names and values */
    static byte[] fields(String... fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            block.write(LITERAL);
            writeString(block, fields[i]);
            writeString(block, fields[i + 1]);
        }
        return block.toByteArray();
    }

    private static void writeString(ByteArrayOutputStream block, String text) {
        int rest = text.length() - 127;
        block.write(Math.min(text.length(), 127));
        if (rest >= 0) {
            for (; rest > 127; rest >>>= 7) {
                block.write((rest & 127) | 128);
            }
            block.write(rest);
        }
        block.writeBytes(text.getBytes(ISO_8859_1));
    }

    FrameClient flush() throws IOException {
        socket.getOutputStream().write(out.toByteArray());
        out.reset();
        return this;
    }

    /** @return nothing at the end of the connection */
    Optional<Frame> next() throws IOException {
        int length;
        try {
            length = (in.readUnsignedShort() << 8) | in.readUnsignedByte();
        } catch (EOFException | SocketException e) {
            return Optional.empty();
        }
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        return Optional.of(new Frame(type, flags, stream, in.readNBytes(length)));
    }

    Frame await(int type) throws IOException {
        for (Optional<Frame> frame = next(); frame.isPresent(); frame = next()) {
            if (frame.get().type() == type) {
                return frame.get();
            }
        }
        throw new AssertionError("the connection has ended without a frame of type " + type);
    }

    /** Of the next answer. */
    Http2Headers head() throws Exception {
        return head(await(HEADERS));
    }

    Http2Headers head(Frame frame) throws Exception {
        return heads.decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(frame.payload()));
    }

    String status() throws Exception {
        return head().status().toString();
    }

    /** Whether nothing follows but the end of the connection. */
    boolean hasEnded() throws IOException {
        return next().isEmpty();
    }

    static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
