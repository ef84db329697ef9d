package io.ovation.loadtest.viewer;

import io.netty.buffer.ByteBuf;
import io.ovation.common.trace.TraceId;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Reads in the data of a comment when a backend accepted it, and the trace of one that is followed. */
final class AcceptanceScanner {

    private final TextFieldScanner at = new TextFieldScanner("at");
    private final TextFieldScanner trace = new TextFieldScanner("trace");

    void scan(ByteBuf bytes, int from, int to) {
        at.scan(bytes, from, to);
        trace.scan(bytes, from, to);
    }

    void tell(StreamListener listener) {
        try {
            String followed = trace.text();
            listener.onAcceptance(
                    Instant.parse(at.text()), followed.isEmpty() ? TraceId.NONE : TraceId.fromText(followed));
        } catch (DateTimeParseException | NumberFormatException e) {
            // Of a server that says it otherwise, nothing is known.
        }
    }

    void reset() {
        at.reset();
        trace.reset();
    }
}
