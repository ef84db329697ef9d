package io.ovation.likes.commit;

import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.topic.Topic;
import io.ovation.likes.publish.TopicLikes;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.LikesKey;
import io.ovation.likes.store.NewComment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes that share one commit: what the store is to keep of them, and what to publish once it has. */
final class CommitGroup {

    private final Map<LikesKey, Long> added = new HashMap<>();
    private final Map<Topic, Double> mediaTimes = new HashMap<>();
    private final List<NewComment> comments = new ArrayList<>();

    /** @param writes in the order in which they came */
    CommitGroup(List<Write> writes) {
        for (Write write : writes) {
            write.likes().forEach(this::add);
            comments.addAll(write.comments());
        }
    }

    private void add(LikesGiven likes) {
        added.merge(likes.key(), likes.count(), Long::sum);
        if (likes.mediaTime() != null) {
            mediaTimes.put(likes.topic(), likes.mediaTime());
        }
    }

    Batch batch() {
        return new Batch(added, comments);
    }

    /** How many comments this data centre has to publish, unless they turn out to be known. */
    int toPublish() {
        return (int) comments.stream().filter(NewComment::ours).count();
    }

    /** One event for the likes of each topic. */
    List<TopicLikes> likes(Committed committed, String dataCentre) {
        Map<Topic, Event.Likes> likes = new LinkedHashMap<>();
        committed.totals().forEach((key, total) -> {
            Topic topic = key.topic();
            Event.Likes one = new Event.Likes(
                    new TreeMap<>(Map.of(key.reaction(), added.get(key))),
                    Totals.of(dataCentre, Map.of(key.reaction(), total)),
                    mediaTimes.get(topic));
            likes.merge(topic, one, Event.Likes::merge);
        });
        return likes.entrySet().stream()
                .map(entry -> new TopicLikes(entry.getKey(), entry.getValue()))
                .toList();
    }
}
