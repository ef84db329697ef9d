package io.ovation.common.event;

/**
 * Stamps the events of one topic. Ids never go back, whatever the clock does: past the highest id seen the sequence
 * counts on by one until the clock has caught up.
 */
public final class EventIdSequence {

    private EventId last = EventId.NONE;

    public EventId next(long nowMillis) {
        last = new EventId(Math.max(nowMillis << EventId.SEQUENCE_BITS, last.value() + 1));
        return last;
    }

    /** Makes sure that the next id is after {@code seen}, which an earlier owner of the topic gave out. */
    public void advancePast(EventId seen) {
        if (seen.isAfter(last)) {
            last = seen;
        }
    }

    public EventId last() {
        return last;
    }
}
