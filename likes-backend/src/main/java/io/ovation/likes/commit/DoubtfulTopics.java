package io.ovation.likes.commit;

import io.ovation.common.topic.Topic;
import java.util.HashSet;
import java.util.Set;

/**
 * Topics to which a commit that failed may have added something nevertheless: a connection that breaks hides it. Once the
 * store commits again, others are told how far their logs are.
 */
final class DoubtfulTopics {

    private final int limit;
    private final Set<Topic> topics = new HashSet<>();

    /** @param limit how many are kept in mind; whoever watches further ones notices by comparing */
    DoubtfulTopics(int limit) {
        this.limit = limit;
    }

    void add(Set<Topic> failed) {
        for (Topic topic : failed) {
            if (topics.size() < limit) {
                topics.add(topic);
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
