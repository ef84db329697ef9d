package io.ovation.loadtest.viewer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event stream for what a load test counts and skips everything else, without making an object per event unless
 * somebody asks when comments were accepted.
 *
 * <p>Names of fields and events are packed into a {@code long}, a byte a letter; longer ones are none that matter here.
 * Lines may end in LF or CRLF; a lone CR, which the standard allows too, is not understood.
 *
 * @see io.ovation.common.sse.SseParser the complete parser
 */
final class EventScanner {

    private static final long FIELD_EVENT = pack("event");
    private static final long FIELD_DATA = pack("data");
    private static final long OPEN = pack("open");
    private static final long COMMENT = pack("comment");
    private static final long GAP = pack("gap");
    private static final long SAMPLED = pack("sampled");
    private static final long TOO_LONG = -1;

    /** Where in a line the next byte is. */
    private enum Place {
        FIELD,
        EVENT_NAME,
        COMMENT_DATA,
        REST
    }

    private final StreamListener listener;
    private final StampScanner stamp = new StampScanner();
    private final @Nullable AcceptanceScanner acceptance;
    private Place place = Place.FIELD;
    private long word;
    private long eventName;
    private boolean opened;

    EventScanner(StreamListener listener) {
        this.listener = listener;
        this.acceptance = listener.asksForAcceptance() ? new AcceptanceScanner() : null;
    }

    void scan(ByteBuf bytes, int from, int to) {
        int at = from;
        while (at < to) {
            switch (place) {
                case FIELD -> onField(bytes.getByte(at++));
                case EVENT_NAME -> onEventName(bytes.getByte(at++));
                case COMMENT_DATA, REST -> at = onValue(bytes, at, to);
            }
        }
    }

    /** Whether the {@code open} event has come. */
    boolean opened() {
        return opened;
    }

    private void onField(byte b) {
        if (b == '\n') {
            if (word == 0) {
                dispatch();
            }
            word = 0;
        } else if (b == ':') {
            place = placeAfter(word);
            word = 0;
        } else {
            append(b);
        }
    }

    private Place placeAfter(long field) {
        if (field == FIELD_EVENT) {
            return Place.EVENT_NAME;
        }
        return field == FIELD_DATA && eventName == COMMENT ? Place.COMMENT_DATA : Place.REST;
    }

    private void onEventName(byte b) {
        if (b == '\n') {
            eventName = word;
            word = 0;
            place = Place.FIELD;
        } else if (b != ' ' || word != 0) {
            append(b);
        }
    }

    private int onValue(ByteBuf bytes, int at, int to) {
        int lineEnd = bytes.indexOf(at, to, (byte) '\n');
        int end = lineEnd < 0 ? to : lineEnd;
        if (place == Place.COMMENT_DATA) {
            stamp.scan(bytes, at, end);
            if (acceptance != null) {
                acceptance.scan(bytes, at, end);
            }
        }
        if (lineEnd < 0) {
            return to;
        }
        place = Place.FIELD;
        return lineEnd + 1;
    }

    private void dispatch() {
        if (eventName == COMMENT && stamp.found()) {
            listener.onStamp(stamp.run(), stamp.sequence(), stamp.intendedNanos());
            if (acceptance != null) {
                acceptance.tell(listener);
            }
        } else if (eventName == OPEN) {
            opened = true;
            listener.onOpen();
        } else if (eventName == GAP) {
            listener.onGap();
        } else if (eventName == SAMPLED) {
            listener.onSampled();
        }
        stamp.reset();
        if (acceptance != null) {
            acceptance.reset();
        }
        eventName = 0;
    }

    private void append(byte b) {
        if (b != '\r') {
            word = word >>> (Long.SIZE - Byte.SIZE) == 0 ? word << Byte.SIZE | (b & 0xff) : TOO_LONG;
        }
    }

    private static long pack(String text) {
        long packed = 0;
        for (byte b : text.getBytes(US_ASCII)) {
            packed = packed << Byte.SIZE | b;
        }
        return packed;
    }
}
