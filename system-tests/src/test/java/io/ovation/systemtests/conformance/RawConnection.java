package io.ovation.systemtests.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A connection on which what is sent is what was written, and an answer is read as its own length tells. */
final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int A_MOMENT_MILLIS = 200;

    private final Socket socket;

    private RawConnection(Socket socket) {
        this.socket = socket;
    }

    /** @param headers by name in lower case, each with the values of all its lines */
    record Answer(String version, int status, Map<String, List<String>> headers, String body) {

        String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }
    }

    static RawConnection to(URI port) throws IOException {
        Socket socket = new Socket(port.getHost(), port.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new RawConnection(socket);
    }

    /** @param octets of ISO 8859-1, a character each */
    RawConnection send(String octets) throws IOException {
        try {
            socket.getOutputStream().write(octets.getBytes(ISO_8859_1));
        } catch (SocketException e) {
            // Refused before all of it was sent; what was answered can still be read.
        }
        return this;
    }

    /** Says that nothing more will be sent. */
    RawConnection halfClose() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    Answer readAnswer() throws IOException {
        return withBody(readHead());
    }

    /** Of a request of HEAD. */
    Answer readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("closed after '" + head + "'");
            }
            head.write(next);
        }
        List<String> lines = head.toString(ISO_8859_1).lines().toList();
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size() - 1)) {
            String[] header = line.split(": ?", 2);
            headers.computeIfAbsent(header[0].toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header[1]);
        }
        String statusLine = lines.get(0);
        return new Answer(statusLine.substring(0, 8), Integer.parseInt(statusLine.substring(9, 12)), headers, "");
    }

    private Answer withBody(Answer head) throws IOException {
        int length = head.headers().containsKey("content-length") ? Integer.parseInt(head.header("content-length")) : 0;
        String body = new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
        return new Answer(head.version(), head.status(), head.headers(), body);
    }

    /** Whether the server ends the connection, without another octet. */
    boolean ends() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Whatever comes before it. */
    void awaitEnd() throws IOException {
        socket.getInputStream().readAllBytes();
    }

    /** Whether the connection is still there after a moment, without another octet. */
    boolean stays() throws IOException {
        socket.setSoTimeout(A_MOMENT_MILLIS);
        try {
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
