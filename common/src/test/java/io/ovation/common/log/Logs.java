package io.ovation.common.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Logs to test with. */
final class Logs {

    static final Instant BEGIN = Instant.parse("2026-01-01T12:00:00Z");

    private final String name;
    private final List<Entry> entries = new ArrayList<>();

    /** @param name tells its ids from those of other logs */
    Logs(String name) {
        this.name = name;
    }

    /** One second apart. */
    static Logs of(String name, int entries) {
        Logs log = new Logs(name);
        for (int i = 0; i < entries; i++) {
            log.say("text");
        }
        return log;
    }

    /** The same up to there, and nothing after it. */
    Logs upTo(long position, String otherName) {
        Logs other = new Logs(otherName);
        other.entries.addAll(entries.subList(0, (int) position));
        return other;
    }

    Entry say(String text) {
        String id = name + '-' + (entries.size() + 1);
        return log(new Comment(id, "ann", text, BEGIN, null, false));
    }

    Entry retract(String target) {
        return log(new Retraction("retract-" + target, target, null));
    }

    private Entry log(EntryBody body) {
        Mark mark = mark(entries.size()).next(body.id());
        Entry entry = new Entry(mark, "east", BEGIN.plus(Duration.ofSeconds(mark.position())), body);
        entries.add(entry);
        return entry;
    }

    Entry at(long position) {
        return entries.get((int) position - 1);
    }

    Mark mark(long position) {
        return position == 0 ? Mark.START : at(position).mark();
    }

    Mark end() {
        return mark(entries.size());
    }

    /** Everything after one position up to another. */
    LogRange range(long after, long through) {
        return new LogRange(mark(after), mark(through), entries.subList((int) after, (int) through));
    }
}
