package io.ovation.loadtest.viewer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import java.net.ProtocolException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects the head of a response as it arrives and tells what matters in it. */
final class ResponseHead {

    static final int MAX_BYTES = 8 * 1024;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");
    private static final String END = "\r\n\r\n";

    private final StringBuilder text = new StringBuilder();
    private int status;

    /**
     * Takes bytes until the head is complete.
     *
     * @return where the body begins, or -1 if the head goes on
     * @throws ProtocolException if it is no HTTP/1 response, or longer than {@link #MAX_BYTES}
     */
    int feed(ByteBuf bytes, int from, int to) throws ProtocolException {
        int before = text.length();
        text.append(bytes.toString(from, Math.min(to - from, MAX_BYTES + 1 - before), ISO_8859_1));
        int end = text.indexOf(END, Math.max(0, before - END.length()));
        if (end >= 0) {
            text.setLength(end + 2);
            status = parseStatus();
            return from + end + END.length() - before;
        }
        if (text.length() > MAX_BYTES) {
            throw new ProtocolException("the response head is longer than " + MAX_BYTES + " bytes");
        }
        return -1;
    }

    int status() {
        return status;
    }

    boolean isEventStream() {
        return hasHeader("content-type", "text/event-stream");
    }

    boolean isChunked() {
        return hasHeader("transfer-encoding", "chunked");
    }

    private boolean hasHeader(String name, String valueStart) {
        return text.toString().toLowerCase(Locale.ROOT).lines().anyMatch(line -> {
            int colon = line.indexOf(':');
            return colon > 0
                    && line.substring(0, colon).equals(name)
                    && line.substring(colon + 1).strip().startsWith(valueStart);
        });
    }

    private int parseStatus() throws ProtocolException {
        Matcher matcher = STATUS_LINE.matcher(text.substring(0, text.indexOf("\r\n")));
        if (!matcher.matches()) {
            throw new ProtocolException("the answer is not an HTTP/1 response");
        }
        return Integer.parseInt(matcher.group(1));
    }
}
