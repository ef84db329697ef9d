package io.ovation.common.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Reads a stream as it arrives, however it was cut into pieces. Not thread-safe.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation">WHATWG
 *     HTML, Interpreting an event stream</a>
 */
public final class SseParser {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Consumer<SseEvent> events;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean first = true;
    private boolean afterCarriageReturn;
    private String lastEventId = "";
    private String name = "";
    private long retryMillis = -1;

    public SseParser(Consumer<SseEvent> events) {
        this.events = events;
    }

    public void feed(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte b = bytes[i];
            if (b == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;
            } else if (b == '\n' || b == '\r') {
                afterCarriageReturn = b == '\r';
                endLine();
            } else {
                afterCarriageReturn = false;
                line.write(b);
            }
        }
    }

    /** The reconnection time that the stream asked for, in milliseconds; -1 if it did not. */
    public long retryMillis() {
        return retryMillis;
    }

    private void endLine() {
        String text = line.toString(UTF_8);
        line.reset();
        if (first && text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(1);
        }
        first = false;
        if (text.isEmpty()) {
            dispatch();
        } else {
            onField(text);
        }
    }

    private void onField(String text) {
        int colon = text.indexOf(':');
        String field = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        value = value.startsWith(" ") ? value.substring(1) : value;
        switch (field) {
            case "event" -> name = value;
            case "data" -> data.append(value).append('\n');
            case "id" -> lastEventId = value.indexOf('\0') < 0 ? value : lastEventId;
            case "retry" -> retryMillis = value.matches("\\d{1,18}") ? Long.parseLong(value) : retryMillis;
            default -> {
                // A comment (an empty field name), or a field that the standard tells to ignore.
            }
        }
    }

    private void dispatch() {
        if (data.length() > 0) {
            data.setLength(data.length() - 1);
            events.accept(new SseEvent(lastEventId, name.isEmpty() ? "message" : name, data.toString()));
        }
        data.setLength(0);
        name = "";
    }
}
