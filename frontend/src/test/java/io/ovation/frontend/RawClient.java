package io.ovation.frontend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A client that sends what no library would let it send. */
final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    /** @param headers by name in lower case */
    record Answer(int status, Map<String, String> headers, String body) {}

    static RawClient connect(InetSocketAddress address) throws IOException {
        return connect(address, 64 * 1024);
    }

    /** @param receiveBuffer how many bytes the kernel takes for a client that reads nothing, about */
    static RawClient connect(InetSocketAddress address, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(address);
        return new RawClient(socket);
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** @return how many bytes came; -1 at the end of the stream. Fails after a while of silence. */
    int read(byte[] bytes) throws IOException {
        return socket.getInputStream().read(bytes);
    }

    /** @return whether the time passed without a byte and without the end of the stream */
    boolean readsNothingWithin(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** The status line and the headers, without the empty line. */
    String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new AssertionError("closed after '" + head + "'");
            }
            head.append((char) next);
        }
        return head.substring(0, head.length() - 4);
    }

    Answer readAnswer() throws IOException {
        String[] lines = readHead().split("\r\n");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int line = 1; line < lines.length; line++) {
            int colon = lines[line].indexOf(": ");
            headers.put(lines[line].substring(0, colon).toLowerCase(Locale.ROOT), lines[line].substring(colon + 2));
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, body);
    }

    /** Whatever comes until the server closes. */
    String readToEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] bytes = new byte[8 * 1024];
        for (int length = read(bytes); length >= 0; length = read(bytes)) {
            all.write(bytes, 0, length);
        }
        return all.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
