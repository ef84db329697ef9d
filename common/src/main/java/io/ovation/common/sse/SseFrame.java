package io.ovation.common.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ovation.common.log.EventId;
import java.io.ByteArrayOutputStream;

/**
 * Encodes events of a stream, each a block of lines that ends with an empty one.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">WHATWG HTML, Server-sent events</a>
 */
public final class SseFrame {

    private static final byte[] ID = "id: ".getBytes(UTF_8);
    private static final byte[] EVENT = "event: ".getBytes(UTF_8);
    private static final byte[] DATA = "\ndata: ".getBytes(UTF_8);
    private static final byte[] END = "\n\n".getBytes(UTF_8);

    private SseFrame() {}

    /**
     * An event from which a stream can be resumed.
     *
     * @param json one line
     */
    public static byte[] event(EventId id, String name, byte[] json) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(96 + json.length);
        frame.writeBytes(ID);
        frame.writeBytes(id.toString().getBytes(UTF_8));
        frame.write('\n');
        write(frame, name, json);
        return frame.toByteArray();
    }

    /** @param json one line */
    public static byte[] event(String name, byte[] json) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(32 + json.length);
        write(frame, name, json);
        return frame.toByteArray();
    }

    private static void write(ByteArrayOutputStream frame, String name, byte[] json) {
        frame.writeBytes(EVENT);
        frame.writeBytes(name.getBytes(UTF_8));
        frame.writeBytes(DATA);
        frame.writeBytes(json);
        frame.writeBytes(END);
    }

    /** A line that clients ignore; keeps proxies from giving up on a silent stream. */
    public static byte[] comment(String text) {
        return (": " + text + "\n\n").getBytes(UTF_8);
    }

    /** How long the client waits before it connects anew. */
    public static byte[] retry(long millis) {
        return ("retry: " + millis + "\n\n").getBytes(UTF_8);
    }
}
