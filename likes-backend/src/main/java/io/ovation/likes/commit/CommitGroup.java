package io.ovation.likes.commit;

import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.topic.Topic;
import io.ovation.likes.publish.TopicLikes;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.LikesKey;
import io.ovation.likes.store.NewEntry;
import io.ovation.likes.store.RemotePage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The writes and pages that share one commit: what the store is to keep, and which likes to publish afterwards. */
final class CommitGroup {

    private final Map<LikesKey, Long> added = new HashMap<>();
    private final List<LikesGiven> likes = new ArrayList<>();
    private final Map<Topic, Double> mediaTimes = new HashMap<>();
    private final Map<Topic, LikesGiven> earliest = new HashMap<>();
    private final List<LikesGiven> merged = new ArrayList<>();
    private final List<NewEntry> entries = new ArrayList<>();
    private final List<RemotePage> pages;

    /**
     * @param writes in the order in which they came
     * @param pages likewise
     */
    CommitGroup(List<Write> writes, List<RemotePage> pages) {
        for (Write write : writes) {
            write.likes().forEach(this::add);
            entries.addAll(write.entries());
        }
        this.pages = pages;
    }

    private void add(LikesGiven given) {
        likes.add(given);
        added.merge(given.key(), given.count(), Long::sum);
        if (earliest.putIfAbsent(given.topic(), given) != null) {
            merged.add(given);
        }
        if (given.mediaTime() != null) {
            mediaTimes.put(given.topic(), given.mediaTime());
        }
    }

    /** @param doubtful topics whose marks are wanted, too */
    Batch batch(Set<Topic> doubtful) {
        return new Batch(added, entries, pages, doubtful);
    }

    /** Those to whose logs something is to be added. */
    Set<Topic> topics() {
        Set<Topic> topics = new HashSet<>();
        entries.forEach(entry -> topics.add(entry.topic()));
        pages.forEach(page -> topics.add(page.log().topic()));
        return topics;
    }

    /** As publishers gave them, in the order in which they came. */
    List<LikesGiven> likes() {
        return likes;
    }

    List<NewEntry> entries() {
        return entries;
    }

    /** Likes that go on as part of earlier ones. */
    List<LikesGiven> merged() {
        return merged;
    }

    /** One event for the likes of each topic. */
    List<TopicLikes> events(Committed committed, String dataCentre) {
        Map<Topic, Event.Likes> events = new LinkedHashMap<>();
        committed.totals().forEach((key, total) -> {
            Topic topic = key.topic();
            Event.Likes one = new Event.Likes(
                    new TreeMap<>(Map.of(key.reaction(), added.get(key))),
                    Totals.of(dataCentre, Map.of(key.reaction(), total)),
                    mediaTimes.get(topic),
                    earliest.get(topic).trace());
            events.merge(topic, one, Event.Likes::merge);
        });
        return events.entrySet().stream()
                .map(entry -> new TopicLikes(entry.getKey(), entry.getValue()))
                .toList();
    }
}
