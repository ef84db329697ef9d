package io.ovation.systemtests.fault.audience;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ovation.common.http.Json;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Publishes comments over connections that stay open, one comment at a time on each. Needs one thread and little of the
 * processors, so that those are left to the nodes. Not thread-safe.
 */
public final class CommentConnections implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final String ACCEPTED = "HTTP/1.1 202 ";
    private static final String LENGTH = "content-length:";

    /** A comment to publish. */
    public record Draft(String video, String member, String text) {}

    private final List<Connection> connections = new ArrayList<>();

    public CommentConnections(URI publishers, int count) throws IOException {
        try {
            for (int number = 0; number < count; number++) {
                connections.add(new Connection(publishers));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /**
     * Publishes them, as many at a time as there are connections.
     *
     * @return their ids, in the same order
     * @throws AssertionError if one is not accepted
     */
    public List<String> publish(List<Draft> drafts) throws IOException {
        List<String> ids = new ArrayList<>(drafts.size());
        for (int next = 0; next < drafts.size(); next++) {
            if (next >= connections.size()) {
                ids.add(connectionOf(ids.size()).receive());
            }
            connectionOf(next).send(drafts.get(next));
        }
        while (ids.size() < drafts.size()) {
            ids.add(connectionOf(ids.size()).receive());
        }
        return ids;
    }

    private Connection connectionOf(int draft) {
        return connections.get(draft % connections.size());
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.socket.close();
        }
    }

    private static final class Connection {

        private final Socket socket;
        private final String host;
        private final InputStream answers;

        Connection(URI publishers) throws IOException {
            socket = new Socket(publishers.getHost(), publishers.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            host = publishers.getAuthority();
            answers = new BufferedInputStream(socket.getInputStream());
        }

        void send(Draft draft) throws IOException {
            byte[] body = Json.write(Map.of("video", draft.video(), "member", draft.member(), "text", draft.text()));
            String head = "POST /comments HTTP/1.1\r\nHost: " + host
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
            byte[] request = new byte[head.length() + body.length];
            System.arraycopy(head.getBytes(US_ASCII), 0, request, 0, head.length());
            System.arraycopy(body, 0, request, head.length(), body.length);
            socket.getOutputStream().write(request);
        }

        /** @return the id of the comment that was sent */
        String receive() throws IOException {
            String status = line();
            int length = 0;
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                    length = Integer.parseInt(line.substring(LENGTH.length()).trim());
                }
            }
            byte[] body = answers.readNBytes(length);
            if (!status.startsWith(ACCEPTED)) {
                throw new AssertionError("refused with " + status + ": " + new String(body, UTF_8));
            }
            return Json.read(body).path("id").asText();
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = answers.read(); next != '\n'; next = answers.read()) {
                if (next < 0) {
                    throw new EOFException("the backend has closed the connection");
                }
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }
    }
}
