package io.ovation.joint.simulation;

import io.ovation.common.log.Entry;
import io.ovation.common.log.EntryBody;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.LogWindow;
import io.ovation.common.log.Mark;
import io.ovation.common.log.WindowSettings;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.protocol.LogMessage.Place;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.CommitPlan;
import io.ovation.likes.store.RemoteLog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The store of a data centre: what {@link CommitPlan} says is kept, all or nothing, and can be put back to what it was. */
final class Store {

    static final Topic TOPIC = Topic.video("42");

    /** What it holds at a moment. */
    private record Contents(
            Map<String, Entry> entries, Mark mark, Set<String> retracted, Map<RemoteLog, Mark> cursors) {
        static final Contents EMPTY = new Contents(Map.of(), Mark.START, Set.of(), Map.of());
    }

    private final String dataCentre;
    private final History history;
    private final Set<String> lost = new HashSet<>();
    private Contents contents = Contents.EMPTY;
    private Contents backup = Contents.EMPTY;
    private @Nullable LogWindow window;

    Store(String dataCentre, History history) {
        this.dataCentre = dataCentre;
        this.history = history;
    }

    String dataCentre() {
        return dataCentre;
    }

    CommitPlan commit(Batch batch, Instant now) {
        CommitPlan plan = CommitPlan.of(
                batch,
                new CommitPlan.Known(
                        contents.entries().keySet(), contents.retracted(), Map.of(TOPIC, mark()), contents.cursors()),
                now);
        Map<String, Entry> entries = new LinkedHashMap<>(contents.entries());
        Mark before = mark();
        for (CommitPlan.Row row : plan.rows()) {
            if (row.entry().position() != before.position() + 1) {
                throw new AssertionError(row.entry().mark() + " does not follow " + before);
            }
            history.logged(row.entry(), before);
            before = row.entry().mark();
            entries.put(row.entry().id(), row.entry());
        }
        plan.targets().forEach(history::retracted);
        plan.targets().forEach(target -> entries.computeIfPresent(target, (id, entry) -> entry.emptied()));
        Set<String> retracted = new HashSet<>(contents.retracted());
        retracted.addAll(plan.targets());
        Map<RemoteLog, Mark> cursors = new HashMap<>(contents.cursors());
        cursors.putAll(plan.cursors());
        contents = new Contents(entries, before, retracted, cursors);
        window = null;
        return plan;
    }

    Mark realign(String other, List<Place> places) {
        RemoteLog log = new RemoteLog(TOPIC, other);
        Mark cursor = CommitPlan.realign(places, contents.entries().keySet());
        Map<RemoteLog, Mark> cursors = new HashMap<>(contents.cursors());
        cursors.put(log, cursor);
        contents = new Contents(contents.entries(), contents.mark(), contents.retracted(), cursors);
        return cursor;
    }

    Mark cursor(String other) {
        return contents.cursors().getOrDefault(new RemoteLog(TOPIC, other), Mark.START);
    }

    void backUp() {
        backup = contents;
    }

    /** Everything since the backup is gone. */
    void restore() {
        contents.entries().keySet().stream()
                .filter(id -> !backup.entries().containsKey(id))
                .forEach(lost::add);
        contents = backup;
        window = null;
    }

    /** What a restore has cost, if nobody has brought it again. */
    Set<String> lost() {
        return lost.stream().filter(id -> !contents.entries().containsKey(id)).collect(Collectors.toSet());
    }

    boolean isRetracted(String id) {
        return contents.retracted().contains(id);
    }

    boolean has(String id) {
        return contents.entries().containsKey(id);
    }

    Mark mark() {
        return contents.mark();
    }

    Map<String, EntryBody> bodies() {
        return contents.entries().values().stream().collect(Collectors.toMap(Entry::id, Entry::body));
    }

    LogRange latest() {
        return window().latestPage();
    }

    /** @return empty if the mark is not of this history */
    Optional<LogRange> page(Mark after, long to) {
        LogWindow window = window();
        if (!window.knows(after)) {
            return Optional.empty();
        }
        LogRange page = window.page(after);
        if (to >= page.through().position()) {
            return Optional.of(page);
        }
        List<Entry> wanted =
                page.entries().stream().filter(entry -> entry.position() <= to).toList();
        return Optional.of(new LogRange(after, page.markAt(Math.max(to, after.position())), wanted));
    }

    /** @return empty if the mark is not of this history */
    Optional<LogRange> pageThrough(Mark through) {
        LogWindow window = window();
        return window.knows(through) ? Optional.of(window.pageThrough(through)) : Optional.empty();
    }

    /** @param origin whose entries alone are wanted; null for all */
    List<Place> places(@Nullable String origin) {
        List<Entry> entries = contents.entries().values().stream()
                .filter(entry -> origin == null || entry.mayComeFrom(origin))
                .toList();
        return Stream.iterate(0, distance -> distance == 0 ? 1 : distance * 2)
                .map(distance -> entries.size() - 1 - distance)
                .takeWhile(index -> index >= 0)
                .map(entries::get)
                .map(entry -> new Place(entry.mark(), entry.id()))
                .toList();
    }

    /** All of it, as something that cuts pages. */
    private LogWindow window() {
        if (window == null) {
            window = new LogWindow(
                    new WindowSettings(0, Integer.MAX_VALUE, Integer.MAX_VALUE, Duration.ofDays(1)),
                    new ByteBudget(Long.MAX_VALUE));
            window.begin(LogRange.of(Mark.START, List.copyOf(contents.entries().values())), 0);
        }
        return window;
    }
}
