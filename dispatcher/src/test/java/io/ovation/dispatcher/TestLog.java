package io.ovation.dispatcher;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.EntryBody;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A topic's log as a data centre's store has it. */
public final class TestLog {

    public static final Instant BEGIN = Instant.parse("2026-01-01T12:00:00Z");

    private final String name;
    private final List<Entry> entries = new ArrayList<>();

    /** @param name tells its ids from those of other logs, and is the data centre that accepts them */
    public TestLog(String name) {
        this.name = name;
    }

    public static TestLog of(String name, int entries) {
        TestLog log = new TestLog(name);
        for (int i = 0; i < entries; i++) {
            log.say("text");
        }
        return log;
    }

    /** The same up to there, and nothing after it: as a store that was restored. */
    public TestLog upTo(long position, String otherName) {
        TestLog other = new TestLog(otherName);
        other.entries.addAll(entries.subList(0, (int) position));
        return other;
    }

    public Entry say(String text) {
        String id = name + '-' + (entries.size() + 1);
        return add(name, new Comment(id, "ann", text, BEGIN, null, false));
    }

    /** Takes in what was logged elsewhere, at a place of this log's own. */
    public Entry add(String origin, EntryBody body) {
        Mark mark = end().next(body.id());
        Entry entry = new Entry(mark, origin, BEGIN.plus(Duration.ofSeconds(mark.position())), body);
        entries.add(entry);
        return entry;
    }

    public boolean has(String id) {
        return entries.stream().anyMatch(entry -> entry.id().equals(id));
    }

    public List<Entry> entries() {
        return entries;
    }

    public Mark mark(long position) {
        return position == 0 ? Mark.START : entries.get((int) position - 1).mark();
    }

    public Mark end() {
        return mark(entries.size());
    }

    /** Whether the mark is of its history. */
    public boolean knows(Mark mark) {
        return mark.position() <= entries.size() && mark(mark.position()).equals(mark);
    }

    /** Everything after one position up to another. */
    public LogRange range(long after, long through) {
        return new LogRange(mark(after), mark(through), entries.subList((int) after, (int) through));
    }

    /** The same of which all is void that another data centre has accepted. */
    public LogRange own(long after, long through) {
        return range(after, through).only(entry -> entry.mayComeFrom(name));
    }
}
