package io.ovation.likes.commit;

import io.ovation.common.topic.Topic;
import java.util.HashSet;
import java.util.Set;

/**
 * Topics whose logs may have become longer by a commit that failed: a connection that breaks during a commit does not
 * tell. Once the store commits again, the marks of these topics are published.
 */
final class DoubtfulTopics {

    private final int limit;
    private final Runnable onFull;
    private final Set<Topic> topics = new HashSet<>();

    /**
     * @param limit how many are kept in mind; whoever watches further ones notices by comparing
     * @param onFull called for each that is not
     */
    DoubtfulTopics(int limit, Runnable onFull) {
        this.limit = limit;
        this.onFull = onFull;
    }

    void add(Set<Topic> failed) {
        for (Topic topic : failed) {
            if (topics.size() < limit) {
                topics.add(topic);
            } else if (!topics.contains(topic)) {
                onFull.run();
            }
        }
    }

    Set<Topic> all() {
        return Set.copyOf(topics);
    }

    void clear() {
        topics.clear();
    }
}
