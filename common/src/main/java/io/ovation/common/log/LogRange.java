package io.ovation.common.log;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.ovation.common.protocol.WireMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Everything that a log has after one mark, up to and including another. A number in between that is not among the
 * entries is void.
 */
public record LogRange(Mark after, Mark through, List<Entry> entries) implements WireMessage {

    /** What a range in a message takes at most; one entry fits, however long its text may be by the settings. */
    public static final int PAGE_BYTES = 64 * 1024;

    public LogRange {
        entries = List.copyOf(entries);
        long position = after.position();
        for (Entry entry : entries) {
            if (entry.position() <= position) {
                throw new IllegalArgumentException(entry.mark() + " is out of order after " + after);
            }
            position = entry.position();
        }
        if (position > through.position()) {
            throw new IllegalArgumentException("an entry at " + position + " is beyond " + through);
        }
    }

    /** Nothing, at that mark. */
    public static LogRange empty(Mark mark) {
        return new LogRange(mark, mark, List.of());
    }

    /** The entries, and nothing void after the last of them. */
    public static LogRange of(Mark after, List<Entry> entries) {
        return new LogRange(
                after,
                entries.isEmpty() ? after : entries.get(entries.size() - 1).mark(),
                entries);
    }

    /** The mark at a position that is neither before {@link #after} nor beyond {@link #through}. */
    public Mark markAt(long position) {
        if (position == through.position()) {
            return through;
        }
        Mark mark = after;
        for (Entry entry : entries) {
            if (entry.position() > position) {
                break;
            }
            mark = entry.mark();
        }
        return mark.at(position);
    }

    /** Whether it tells what is at that position. */
    public boolean covers(long position) {
        return position > after.position() && position <= through.position();
    }

    /** What comes after a mark that lies in it. */
    public LogRange after(Mark mark) {
        return mark.equals(after)
                ? this
                : new LogRange(
                        mark,
                        through,
                        entries.stream()
                                .filter(entry -> entry.position() > mark.position())
                                .toList());
    }

    /** The same range, in which all other entries count as void. */
    public LogRange only(Predicate<Entry> wanted) {
        return new LogRange(after, through, entries.stream().filter(wanted).toList());
    }

    /** The same range with each entry as it becomes. */
    public LogRange map(UnaryOperator<Entry> change) {
        return new LogRange(after, through, entries.stream().map(change).toList());
    }

    /** The same in ranges of at most {@link #PAGE_BYTES}, in order. */
    public List<LogRange> pages() {
        if (bytes() <= PAGE_BYTES) {
            return List.of(this);
        }
        List<LogRange> pages = new ArrayList<>();
        List<Entry> page = new ArrayList<>();
        Mark begin = after;
        int bytes = 0;
        for (Entry entry : entries) {
            if (!page.isEmpty() && bytes + entry.bytes() > PAGE_BYTES) {
                pages.add(LogRange.of(begin, page));
                begin = page.get(page.size() - 1).mark();
                page.clear();
                bytes = 0;
            }
            page.add(entry);
            bytes += entry.bytes();
        }
        pages.add(new LogRange(begin, through, page));
        return pages;
    }

    @JsonIgnore
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The sum of {@link Entry#bytes()}. */
    public int bytes() {
        return entries.stream().mapToInt(Entry::bytes).sum();
    }
}
