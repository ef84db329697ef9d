package io.ovation.likes.store;

import io.ovation.common.topic.Topic;
import java.util.Comparator;

/** What likes are counted by. */
public record LikesKey(Topic topic, String reaction) implements Comparable<LikesKey> {

    private static final Comparator<LikesKey> ORDER =
            Comparator.comparing((LikesKey key) -> key.topic().toString()).thenComparing(LikesKey::reaction);

    @Override
    public int compareTo(LikesKey other) {
        return ORDER.compare(this, other);
    }
}
