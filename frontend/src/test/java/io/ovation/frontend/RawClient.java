package io.ovation.frontend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A client that sends what no library would let it send. */
public final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    /** @param headers by name in lower case */
    public record Answer(int status, Map<String, String> headers, String body) {}

    public static RawClient connect(InetSocketAddress address) throws IOException {
        return connect(address, 64 * 1024);
    }

    /** @param receiveBuffer how many bytes the kernel takes for a client that reads nothing, about */
    public static RawClient connect(InetSocketAddress address, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(address);
        return new RawClient(socket);
    }

    public RawClient send(String text) throws IOException {
        return send(text.getBytes(ISO_8859_1));
    }

    public RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Says that nothing more will be sent. */
    public RawClient halfClose() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** @return how many bytes came; -1 at the end of the stream. Fails after a while of silence. */
    public int read(byte[] bytes) throws IOException {
        return socket.getInputStream().read(bytes);
    }

    /** @return whether the time passed without a byte and without the end of the stream */
    public boolean readsNothingWithin(Duration time) throws IOException {
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
    public String readHead() throws IOException {
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

    public Answer readAnswer() throws IOException {
        Answer head = readAnswerToHead();
        int length = Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
        String body = new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
        return new Answer(head.status(), head.headers(), body);
    }

    /** An answer that has no body, whatever its length says. */
    public Answer readAnswerToHead() throws IOException {
        List<String> lines = readHead().lines().toList();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(": ");
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
        }
        int status = Integer.parseInt(lines.get(0).substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        return new Answer(status, headers, "");
    }

    /** Whatever comes until the server closes. */
    public String readToEnd() throws IOException {
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
