package io.ovation.likes;

import io.ovation.common.event.Totals;
import io.ovation.common.insight.NodeTopic;
import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.LikesStore;
import java.util.List;

/** What of a topic operators are shown. */
final class KnownTopic {

    private KnownTopic() {}

    /** @param comments whether they are shown the latest */
    static NodeTopic.AtBackend of(LikesStore store, String dataCentre, Topic topic, boolean comments) {
        return new NodeTopic.AtBackend(
                store.marks(List.of(topic)).getOrDefault(topic, Mark.START).position(),
                Totals.of(dataCentre, store.totals(topic)),
                comments ? store.recentComments(topic, NodeTopic.MOST_COMMENTS) : null);
    }
}
