package io.ovation.joint.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ovation.common.log.EventId;

/** What a client gives as the id of the last event that it has seen. */
public final class EventIdFuzz {

    private static final int LONGEST = 12 + 1 + 15 + 1 + 16;

    private EventIdFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, UTF_8);
        EventId id = EventId.parse(text);
        Refusals.require(id.toString().length() <= LONGEST, id);
        if (!id.equals(EventId.UNKNOWN)) {
            Refusals.require(text.length() <= LONGEST, text);
            Refusals.require(EventId.parse(id.toString()).equals(id), text + " was read as " + id);
        }
        id.mark().ifPresent(mark -> Refusals.require(mark.position() >= 0, text));
    }
}
