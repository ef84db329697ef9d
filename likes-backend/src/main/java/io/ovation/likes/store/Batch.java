package io.ovation.likes.store;

import io.ovation.common.log.EntryBody;
import io.ovation.common.topic.Topic;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one transaction keeps.
 *
 * @param likes how many to add; sorted, so that every process locks rows in the same order and none waits in a circle
 * @param entries in the order in which they are to be numbered; an id may come twice, or be known already
 * @param pages of other data centres' logs, numbered after the entries
 * @param doubtful topics of which something may have been committed without an answer; their marks are wanted
 */
public record Batch(
        SortedMap<LikesKey, Long> likes, List<NewEntry> entries, List<RemotePage> pages, Set<Topic> doubtful) {

    public Batch(Map<LikesKey, Long> likes, List<NewEntry> entries, List<RemotePage> pages, Set<Topic> doubtful) {
        this(new TreeMap<>(likes), List.copyOf(entries), List.copyOf(pages), Set.copyOf(doubtful));
    }

    /** Nothing else. */
    public static Batch of(RemotePage page) {
        return new Batch(Map.of(), List.of(), List.of(page), Set.of());
    }

    /** Whether nothing is to be logged. */
    public boolean hasLikesOnly() {
        return entries.isEmpty() && pages.isEmpty();
    }

    /** Of all entries, those of pages included, and of what these retract. */
    public Set<String> ids() {
        Set<String> ids = new HashSet<>();
        entries.forEach(entry -> addIds(entry.body(), ids));
        pages.forEach(page -> page.range().entries().forEach(entry -> addIds(entry.body(), ids)));
        return ids;
    }

    /** Of those of its own entries whose ids are known. */
    public Set<String> repeated(Set<String> known) {
        Set<String> repeated = new HashSet<>();
        for (NewEntry entry : entries) {
            if (known.contains(entry.id())) {
                repeated.add(entry.id());
            }
        }
        return repeated;
    }

    public Batch withoutPages() {
        return new Batch(likes, entries, List.of(), doubtful);
    }

    private static void addIds(EntryBody body, Set<String> ids) {
        ids.add(body.id());
        body.retracts().ifPresent(ids::add);
    }
}
