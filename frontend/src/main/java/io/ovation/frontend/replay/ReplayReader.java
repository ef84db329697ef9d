package io.ovation.frontend.replay;

import io.ovation.common.log.Entry;
import io.ovation.common.log.Mark;
import io.ovation.frontend.frame.EncodedEvents;
import io.ovation.frontend.frame.FrameEncoder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a viewer has missed, a piece at a time, from blocks that are encoded once for all viewers. Used by one
 * thread.
 */
public final class ReplayReader {

    /** What a piece has at most, unless a single entry has more. */
    static final int PIECE_BYTES = 32 * 1024;

    /**
     * Some of what was missed.
     *
     * @param through the place at which it ends
     * @param isLast whether the log ends there, so far
     */
    public record Piece(List<EncodedEvents> events, Mark through, boolean isLast) {}

    private final FrameCache cache;
    private final FrameEncoder encoder;

    public ReplayReader(FrameCache cache, FrameEncoder encoder) {
        this.cache = cache;
        this.encoder = encoder;
    }

    /**
     * @param after a place that the source has
     * @param member whose comments are shown though others are not
     */
    public Piece read(ReplaySource source, Mark after, Optional<String> member) {
        Builder piece = new Builder(after);
        for (Optional<Entry> next = first(source, after);
                next.isPresent() && !piece.full;
                next = first(source, piece.through)) {
            long number = ReplayBlock.numberOf(next.get().position());
            ReplayBlock block = cache.block(source, number, piece.through.position(), encoder);
            piece.add(source, block, member);
        }
        return piece.full
                ? new Piece(piece.events, piece.through, false)
                : new Piece(piece.events, source.last(), true);
    }

    private static Optional<Entry> first(ReplaySource source, Mark after) {
        Iterator<Entry> rest = source.entriesAfter(after.position()).iterator();
        return rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
    }

    private final class Builder {

        private final List<EncodedEvents> events = new ArrayList<>();
        private Mark through;
        private int bytes;
        private boolean full;

        Builder(Mark after) {
            this.through = after;
        }

        void add(ReplaySource source, ReplayBlock block, Optional<String> member) {
            long begin = through.position();
            if (member.isPresent()) {
                for (Entry entry : block.withheld()) {
                    if (entry.position() > begin && isOf(entry, member.get())) {
                        addUpTo(block, block.events().firstAfter(entry.position()));
                        addWhole(encoder.entries(source.topic(), List.of(entry)), entry.mark());
                    }
                }
            }
            addUpTo(block, block.events().size());
            if (!full) {
                through = block.end();
            }
        }

        private void addUpTo(ReplayBlock block, int end) {
            EncodedEvents all = block.events();
            int first = all.firstAfter(through.position());
            int last = first;
            while (last < end && hasRoomFor(all.lengthOf(last))) {
                bytes += all.lengthOf(last);
                last++;
            }
            if (last > first) {
                events.add(all.part(first, last));
                through = all.mark(last - 1);
            }
            full |= last < end;
        }

        private void addWhole(EncodedEvents own, Mark mark) {
            if (!full && own.size() > 0 && hasRoomFor(own.length())) {
                events.add(own);
                bytes += own.length();
                through = mark;
            } else {
                full |= own.size() > 0;
            }
        }

        private boolean hasRoomFor(int more) {
            return !full && (bytes == 0 || bytes + more <= PIECE_BYTES);
        }

        private static boolean isOf(Entry entry, String member) {
            return entry.comment()
                    .filter(comment -> comment.member().equals(member))
                    .isPresent();
        }
    }
}
