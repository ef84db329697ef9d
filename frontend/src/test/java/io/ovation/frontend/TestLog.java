package io.ovation.frontend;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.EntryBody;
import io.ovation.common.log.EventId;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.log.Retraction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The log of one topic as a store has it. An entry is logged every second, unless a test says otherwise. */
public final class TestLog {

    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final String prefix;
    private final List<Entry> entries = new ArrayList<>();
    private Instant now = NOON;
    private Duration pace = Duration.ofSeconds(1);

    /** @param prefix of the ids, so that logs differ */
    public TestLog(String prefix) {
        this.prefix = prefix;
    }

    /** With so many comments. */
    public static TestLog of(int comments) {
        return new TestLog("c").add(comments);
    }

    public TestLog paced(Duration between) {
        pace = between;
        return this;
    }

    /** Adds so many comments, by ann. */
    public TestLog add(int comments) {
        for (int i = 0; i < comments; i++) {
            comment("ann", "hi");
        }
        return this;
    }

    public Entry comment(String member, String text) {
        return comment(member, text, false);
    }

    public Entry comment(String member, String text, boolean featured) {
        now = now.plus(pace);
        return add(new Comment(prefix + '-' + (last().position() + 1), member, text, now, null, featured));
    }

    /** Takes back what is at a position. */
    public Entry retract(long position) {
        return retract(entry(position).id());
    }

    public Entry retract(String target) {
        now = now.plus(pace);
        return add(new Retraction("r-" + target, target, "mod"));
    }

    private Entry add(EntryBody body) {
        Entry entry = new Entry(last().next(body.id()), "here", now, body);
        entries.add(entry);
        return entry;
    }

    public Entry entry(long position) {
        return entries.get((int) position - 1);
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The place after that many entries. */
    public Mark mark(long position) {
        return position == 0 ? Mark.START : entry(position).mark();
    }

    public Mark last() {
        return mark(entries.size());
    }

    public EventId id(long position) {
        return entry(position).eventId();
    }

    /** What comes after one position, up to another. */
    public LogRange range(long after, long through) {
        return LogRange.of(mark(after), entries.subList((int) after, (int) through));
    }

    /** The latest of them. */
    public LogRange latest(int count) {
        return range(Math.max(0, entries.size() - count), entries.size());
    }

    public LogRange all() {
        return range(0, entries.size());
    }
}
