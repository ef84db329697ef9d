package io.ovation.frontend.replay;

import io.ovation.common.log.Entry;
import io.ovation.common.log.Mark;
import io.ovation.frontend.frame.EncodedEvents;
import io.ovation.frontend.frame.FrameEncoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Some entries of a topic's log as they are replayed: those at the positions of one block, as far as they were there when
 * it was encoded.
 */
final class ReplayBlock implements FrameCache.Cached {

    /** How many positions a block has. */
    static final int POSITIONS = 64;

    /** What an event takes beside its bytes, about. */
    private static final int OVERHEAD_BYTES = 150;

    private final ReplaySource source;
    private final long history;
    private final long after;
    private final long through;
    private final EncodedEvents events;
    private final List<Entry> withheld;
    private final Mark end;

    private ReplayBlock(
            ReplaySource source,
            long history,
            long after,
            long through,
            EncodedEvents events,
            List<Entry> withheld,
            Mark end) {
        this.source = source;
        this.history = history;
        this.after = after;
        this.through = through;
        this.events = events;
        this.withheld = withheld;
        this.end = end;
    }

    static long numberOf(long position) {
        return position / POSITIONS;
    }

    static ReplayBlock encode(ReplaySource source, long number, FrameEncoder encoder) {
        long after = Math.max(number * POSITIONS - 1, source.after().position());
        long through = throughOf(source, number);
        List<Entry> shown = new ArrayList<>(POSITIONS);
        List<Entry> withheld = new ArrayList<>(0);
        Mark end = source.after();
        for (Entry entry : source.entriesAfter(after)) {
            if (entry.position() > through) {
                break;
            }
            (source.isShown(entry.position()) ? shown : withheld).add(entry);
            end = entry.mark();
        }
        EncodedEvents events = encoder.entries(source.topic(), shown);
        return new ReplayBlock(source, source.history(), after, through, events, withheld, end);
    }

    /** Whether it has all that comes after that position, and is still as it would be encoded. */
    boolean isGoodFor(ReplaySource wanted, long number, long position) {
        return source == wanted
                && history == wanted.history()
                && (after <= position || after < number * POSITIONS)
                && through >= throughOf(wanted, number);
    }

    private static long throughOf(ReplaySource source, long number) {
        return Math.min((number + 1) * POSITIONS - 1, source.last().position());
    }

    /** What everybody is shown, in order. */
    EncodedEvents events() {
        return events;
    }

    /** What only its own member is shown, in order. */
    List<Entry> withheld() {
        return withheld;
    }

    /** The place after the last of its entries. */
    Mark end() {
        return end;
    }

    @Override
    public int bytes() {
        int bytes = events.length() + events.size() * OVERHEAD_BYTES;
        for (Entry entry : withheld) {
            bytes += entry.bytes();
        }
        return bytes;
    }
}
