package io.ovation.common.log;

import io.ovation.common.memory.ByteBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The latest entries of a topic's log, without a hole: everything after one mark, up to and including another. It is
 * whole while it reaches back to the log's beginning. Times are {@link System#nanoTime()}.
 *
 * <p>Its texts are those of comments that are not retracted: a retraction that is in it empties its target, whether that
 * is there already or comes later. Ids of what was retracted outlast a new beginning.
 *
 * <p>Above 250 lines, because every question is answered from the same map.
 */
public final class LogWindow {

    /**
     * By how much the clocks of backends may differ where a stream is resumed from a time. One that is resumed from a
     * mark needs no clock.
     */
    static final Duration SKEW = Duration.ofSeconds(10);

    private record Kept(Entry entry, long sinceNanos) {}

    private final WindowSettings limits;
    private final ByteBudget budget;
    private final NavigableMap<Long, Kept> entries = new TreeMap<>();
    private final Set<String> retracted = new HashSet<>();
    private Mark after = Mark.START;
    private Mark last = Mark.START;
    private long bytes;
    private int comments;
    private boolean sealed;

    /** Whether what comes before the oldest entry did not fit: it would be dropped again, and fetched again. */
    private boolean full;

    /** Whether that was for the budget's sake, which others may give back to. */
    private boolean budgetWasShort;

    /** @param budget what the windows of this node may take together */
    public LogWindow(WindowSettings limits, ByteBudget budget) {
        this.limits = limits;
        this.budget = budget;
    }

    /** What the windows of this node may take together. */
    ByteBudget budget() {
        return budget;
    }

    /** Forgets everything, and goes on with this. */
    public void begin(LogRange range, long nowNanos) {
        clear(range.after(), false);
        append(range, nowNanos);
    }

    /** Goes on with this behind a gap: nothing will be replayed across it, nor fetched from before it. */
    public void beginAfterGap(LogRange range, long nowNanos) {
        clear(range.after(), true);
        append(range, nowNanos);
    }

    /** Gives back what it takes of the budget. It is not to be used any more. */
    public void close() {
        clear(last, true);
    }

    /** @throws IllegalArgumentException if the range does not begin where this ends */
    public void append(LogRange range, long nowNanos) {
        if (!range.after().equals(last)) {
            throw new IllegalArgumentException(range.after() + " is not where the window ends, " + last);
        }
        range.entries().forEach(entry -> keep(entry, nowNanos));
        last = range.through();
        trim(nowNanos);
    }

    /**
     * Takes in what was logged before, as much as there is {@linkplain #hasRoom() room} for.
     *
     * @return whether the range ends where this begins; if not, nothing was taken
     */
    public boolean prepend(LogRange range, long nowNanos) {
        if (!range.through().equals(after) || !hasRoom()) {
            return false;
        }
        List<Entry> earlier = range.entries();
        for (int i = earlier.size() - 1; i >= 0 && fits(earlier.get(i)); i--) {
            keep(earlier.get(i), nowNanos);
            after = i == 0 ? range.after() : earlier.get(i - 1).mark();
        }
        if (earlier.isEmpty()) {
            after = range.after();
        }
        return true;
    }

    /** Whether more of the past may be taken in. */
    public boolean hasRoom() {
        return !sealed
                && !full
                && !isWhole()
                && entries.size() < limits.entries()
                && bytes < limits.bytes()
                && !budget.isOverdrawn();
    }

    /** Drops what is too old, or too much. To be called now and then, if nothing is added. */
    public void trim(long nowNanos) {
        if (budgetWasShort && budget.isEased()) {
            budgetWasShort = false;
            full = false;
        }
        while (!entries.isEmpty() && isOver(nowNanos)) {
            budgetWasShort |= budget.isOverdrawn();
            // What is old goes though there may be too few comments, which are still to be fetched then.
            full |= isTooMuch() || comments >= limits.recent();
            Entry oldest = entries.pollFirstEntry().getValue().entry();
            after = oldest.mark();
            count(oldest, -1);
            oldest.retracts().ifPresent(retracted::remove);
        }
    }

    /** Whether the mark is of this history, and everything after it is here. */
    public boolean knows(Mark mark) {
        return mark.position() >= after.position()
                && mark.position() <= last.position()
                && markAt(mark.position()).equals(mark);
    }

    /** The place before the oldest entry. */
    public Mark after() {
        return after;
    }

    /** The place after the latest entry. */
    public Mark last() {
        return last;
    }

    /** Whether the log has nothing that is not here. */
    public boolean isWhole() {
        return after.position() == 0;
    }

    /** Whether it holds as many comments as are shown to whoever joins, or all that there may be. */
    public boolean isRecentKnown() {
        return sealed || isWhole() || comments >= limits.recent();
    }

    public int size() {
        return entries.size();
    }

    public long bytes() {
        return bytes;
    }

    /**
     * What comes after a mark, as much as fits into a message.
     *
     * @param mark one that is {@linkplain #knows known}
     */
    public LogRange page(Mark mark) {
        List<Entry> page = new ArrayList<>();
        int pageBytes = 0;
        for (Kept kept : entries.tailMap(mark.position(), false).values()) {
            pageBytes += kept.entry().bytes();
            if (!page.isEmpty() && pageBytes > LogRange.PAGE_BYTES) {
                return LogRange.of(mark, page);
            }
            page.add(kept.entry());
        }
        return new LogRange(mark, last, page);
    }

    /** The latest entries, as many as fit into a message. */
    public LogRange latestPage() {
        return pageThrough(last);
    }

    /**
     * What ends with a mark, as much as fits into a message.
     *
     * @param mark one that is {@linkplain #knows known}
     */
    public LogRange pageThrough(Mark mark) {
        List<Entry> page = new ArrayList<>();
        Mark before = after;
        int pageBytes = 0;
        for (Kept kept : entries.headMap(mark.position(), true).descendingMap().values()) {
            pageBytes += kept.entry().bytes();
            if (!page.isEmpty() && pageBytes > LogRange.PAGE_BYTES) {
                before = kept.entry().mark();
                break;
            }
            page.add(kept.entry());
        }
        Collections.reverse(page);
        return new LogRange(before, mark, page);
    }

    /** The entries after a position, in order; a view that is good until the window changes. */
    public Iterable<Entry> entriesAfter(long position) {
        return () -> entries.tailMap(position, false).values().stream()
                .map(Kept::entry)
                .iterator();
    }

    /** Whether an entry that is here retracts the comment with that id. */
    public boolean isRetracted(String comment) {
        return retracted.contains(comment);
    }

    /** The comments that are shown to whoever joins, oldest first. */
    public List<Comment> recentComments() {
        List<Comment> recent = new ArrayList<>();
        for (Kept kept : entries.descendingMap().values()) {
            if (recent.size() == limits.recent()) {
                break;
            }
            kept.entry().comment().ifPresent(recent::add);
        }
        Collections.reverse(recent);
        return recent;
    }

    /** The {@code id:} of how the topic stands now. */
    public EventId eventId(Instant now) {
        Instant at =
                entries.isEmpty() ? now : entries.lastEntry().getValue().entry().loggedAt();
        return new EventId(at, last);
    }

    /**
     * Where a stream that broke off is to go on: from its own place if that is of this history; else from the time, with
     * what was logged shortly before it, since clocks differ.
     *
     * @return empty if there may be more than is here
     */
    public Optional<Mark> resume(EventId lastSeen, Instant now) {
        Optional<Mark> exact = lastSeen.mark().filter(this::knows);
        return exact.isPresent() ? exact : resume(lastSeen.at(), now);
    }

    private Optional<Mark> resume(Instant lastSeen, Instant now) {
        Instant from = lastSeen.minus(SKEW);
        boolean impossible = lastSeen.equals(Instant.EPOCH) || lastSeen.isAfter(now.plus(SKEW));
        Mark before = after;
        boolean reachesBack = isWhole();
        for (Kept kept : entries.values()) {
            if (kept.entry().loggedAt().isAfter(from)) {
                break;
            }
            before = kept.entry().mark();
            reachesBack = true;
        }
        return impossible || !reachesBack ? Optional.empty() : Optional.of(before);
    }

    private Mark markAt(long position) {
        if (position == last.position()) {
            return last;
        }
        Map.Entry<Long, Kept> entry = entries.floorEntry(position);
        return (entry == null ? after : entry.getValue().entry().mark()).at(position);
    }

    private void keep(Entry entry, long nowNanos) {
        entry.retracts().ifPresent(this::retract);
        Entry kept = retracted.contains(entry.id()) ? entry.emptied() : entry;
        entries.put(entry.position(), new Kept(kept, nowNanos));
        count(kept, 1);
    }

    /** Retractions are rare, and a search is cheaper than an index of all ids. */
    private void retract(String target) {
        retracted.add(target);
        for (Map.Entry<Long, Kept> each : entries.entrySet()) {
            Entry entry = each.getValue().entry();
            if (entry.id().equals(target)) {
                Entry emptied = entry.emptied();
                count(entry, -1);
                count(emptied, 1);
                each.setValue(new Kept(emptied, each.getValue().sinceNanos()));
                // Another comment is shown in its place.
                full &= comments >= limits.recent();
                return;
            }
        }
    }

    private void count(Entry entry, int sign) {
        bytes += sign * (long) entry.bytes();
        budget.take(sign * (long) entry.bytes());
        comments += entry.comment().isPresent() ? sign : 0;
    }

    private boolean fits(Entry earlier) {
        boolean budgetIsShort = !budget.hasRoomFor(earlier.bytes());
        budgetWasShort |= budgetIsShort;
        full = budgetIsShort || entries.size() >= limits.entries() || bytes + earlier.bytes() > limits.bytes();
        return !full;
    }

    private boolean isTooMuch() {
        return bytes > limits.bytes() || entries.size() > limits.entries() || budget.isOverdrawn();
    }

    private boolean isOver(long nowNanos) {
        if (bytes > limits.bytes() || budget.isOverdrawn()) {
            return entries.size() > 1;
        }
        boolean tooMany = entries.size() > limits.entries();
        boolean tooOld = nowNanos - entries.firstEntry().getValue().sinceNanos()
                > limits.age().toNanos();
        boolean recent = comments <= limits.recent()
                && entries.firstEntry().getValue().entry().comment().isPresent();
        return (tooMany || tooOld) && !recent;
    }

    private void clear(Mark mark, boolean afterGap) {
        sealed = afterGap;
        full = false;
        budgetWasShort = false;
        entries.clear();
        // Else remembered: what it begins anew with may be older than the retractions that it has taken.
        if (retracted.size() > limits.entries()) {
            retracted.clear();
        }
        budget.take(-bytes);
        bytes = 0;
        comments = 0;
        after = mark;
        last = mark;
    }
}
