package io.ovation.likes.store;

import io.ovation.common.log.Entry;
import io.ovation.common.log.EntryBody;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.LogMessage.Place;
import io.ovation.common.topic.Topic;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides what a batch becomes: which entries are new and at which positions, what is retracted, and which pages of
 * other data centres' logs begin at their cursor.
 */
public final class CommitPlan {

    /** So many entries that publishers have sent again may have been logged since a log lost its end. */
    private static final long MOST_REPEATED = 1_000;

    /**
     * What the store knows of the batch, while nobody else can add to the logs of its topics.
     *
     * @param ids those of the batch that are logged
     * @param retracted those of the batch, targets of retractions included, that are retracted
     * @param marks how far the topics' logs are; a topic that is not among them has none yet
     * @param cursors of the batch's other data centres' logs; one that is not among them is at the start
     */
    public record Known(Set<String> ids, Set<String> retracted, Map<Topic, Mark> marks, Map<RemoteLog, Mark> cursors) {}

    /**
     * A row to be added.
     *
     * @param given what is logged, before it may have been emptied
     */
    public record Row(Topic topic, Entry entry, EntryBody given) {}

    private final Instant now;
    private final Set<String> known;
    private final Set<String> retracted;
    private final Map<Topic, Mark> marks;
    private final List<Row> rows = new ArrayList<>();
    private final Set<String> targets = new LinkedHashSet<>();
    private final List<LoggedRange> logged = new ArrayList<>();
    private final Set<Topic> told = new LinkedHashSet<>();
    private final Map<Topic, Mark> newMarks = new LinkedHashMap<>();
    private final Map<RemoteLog, Mark> movedCursors = new LinkedHashMap<>();
    private final Map<RemoteLog, Mark> pageCursors = new HashMap<>();

    /** @param now when all of it is logged */
    public static CommitPlan of(Batch batch, Known known, Instant now) {
        return new CommitPlan(batch, known, now);
    }

    /**
     * Where to take up another data centre's log again whose history has changed. A known entry may follow unknown
     * ones, if its publisher has sent it again since. So only the run of known places from the oldest on counts, and
     * of it what is well before its end: what is taken twice is known by its id.
     *
     * @param places of that log, latest first
     * @param known the ids of those of them that are logged here
     */
    public static Mark realign(List<Place> places, Set<String> known) {
        Deque<Mark> run = new ArrayDeque<>();
        for (int i = places.size() - 1; i >= 0 && known.contains(places.get(i).id()); i--) {
            run.push(places.get(i).mark());
        }
        if (run.isEmpty()) {
            return Mark.START;
        }
        long latest = run.peek().position() - MOST_REPEATED;
        return run.stream()
                .filter(mark -> mark.position() <= latest)
                .findFirst()
                .orElse(Mark.START);
    }

    private CommitPlan(Batch batch, Known stored, Instant now) {
        this.now = now;
        this.known = new HashSet<>(stored.ids());
        this.retracted = new HashSet<>(stored.retracted());
        this.marks = new HashMap<>(stored.marks());
        List<RemotePage> fitting = fitting(batch.pages(), stored.cursors());
        noteTargets(batch.entries());
        fitting.forEach(page -> noteTargets(page.entries()));
        addEntries(batch.entries());
        fitting.forEach(page -> addAll(page.log().topic(), page.entries(), page.gap()));
    }

    /** In the order in which they are numbered. */
    public List<Row> rows() {
        return rows;
    }

    /** Ids of what is retracted from now on, whether it is there already or not. */
    public Set<String> targets() {
        return targets;
    }

    /** How far the logs are that have become longer. */
    public Map<Topic, Mark> marks() {
        return newMarks;
    }

    /** The cursors that have moved. */
    public Map<RemoteLog, Mark> cursors() {
        return movedCursors;
    }

    public List<LoggedRange> logged() {
        return logged;
    }

    /** Where the logs stand of which something was known before. */
    public Map<Topic, Mark> told() {
        Map<Topic, Mark> standing = new HashMap<>();
        told.forEach(topic -> standing.put(topic, mark(topic)));
        return standing;
    }

    /** Where the cursors of all pages of the batch are now, moved or not. */
    public Map<RemoteLog, Mark> pageCursors() {
        return pageCursors;
    }

    /** A page that does not fit is most likely repeated, because the answer to it got lost. */
    private List<RemotePage> fitting(List<RemotePage> pages, Map<RemoteLog, Mark> cursors) {
        List<RemotePage> fitting = new ArrayList<>();
        for (RemotePage page : pages) {
            RemoteLog log = page.log();
            Mark cursor = pageCursors.computeIfAbsent(log, first -> cursors.getOrDefault(first, Mark.START));
            if (cursor.equals(page.range().after())) {
                fitting.add(page);
                pageCursors.put(log, page.range().through());
                movedCursors.put(log, page.range().through());
            } else {
                told.add(log.topic());
            }
        }
        return fitting;
    }

    private void noteTargets(List<NewEntry> entries) {
        for (NewEntry entry : entries) {
            if (!known.contains(entry.id())) {
                entry.body().retracts().filter(retracted::add).ifPresent(targets::add);
            }
        }
    }

    private void addEntries(List<NewEntry> entries) {
        Map<Topic, List<NewEntry>> byTopic = new LinkedHashMap<>();
        for (NewEntry entry : entries) {
            if (known.contains(entry.id())) {
                told.add(entry.topic());
            }
            byTopic.computeIfAbsent(entry.topic(), none -> new ArrayList<>()).add(entry);
        }
        byTopic.forEach((topic, all) -> addAll(topic, all, false));
    }

    private void addAll(Topic topic, List<NewEntry> given, boolean gap) {
        Mark before = mark(topic);
        Mark last = before;
        List<Entry> added = new ArrayList<>();
        for (NewEntry each : given) {
            if (known.add(each.id())) {
                last = last.next(each.id());
                Entry entry = entry(each, last);
                added.add(entry);
                rows.add(new Row(topic, entry, each.body()));
            }
        }
        if (!added.isEmpty()) {
            marks.put(topic, last);
            newMarks.put(topic, last);
            logged.add(new LoggedRange(topic, new LogRange(before, last, added), gap));
        }
    }

    private Entry entry(NewEntry given, Mark mark) {
        Entry entry = new Entry(mark, given.origin(), now, given.body());
        return entry.comment().isPresent() && retracted.contains(given.id()) ? entry.emptied() : entry;
    }

    private Mark mark(Topic topic) {
        return marks.getOrDefault(topic, Mark.START);
    }
}
