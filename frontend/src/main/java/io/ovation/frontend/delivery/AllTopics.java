package io.ovation.frontend.delivery;

import io.ovation.common.insight.NodeReport;
import io.ovation.common.insight.NodeReport.TopicFigures;
import io.ovation.common.topic.Topic;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** The node's topics, as far as all threads have to know them. */
public final class AllTopics {

    private static final Comparator<TopicFigures> FEWEST_FIRST = Comparator.comparingLong(TopicFigures::viewers)
            .thenComparing(TopicFigures::topic, Comparator.reverseOrder());

    private final Map<Topic, IntSupplier> viewers = new ConcurrentHashMap<>();

    /** @param count of its viewers, asked by any thread */
    void add(Topic topic, IntSupplier count) {
        viewers.put(topic, count);
    }

    void remove(Topic topic) {
        viewers.remove(topic);
    }

    /** As they are at any time. */
    public Set<Topic> names() {
        return viewers.keySet();
    }

    /** Of topics by viewers, all together. Looks at each topic. */
    public long subscriptions() {
        return viewers.values().stream().mapToLong(IntSupplier::getAsInt).sum();
    }

    /** Those with most viewers, in order. Looks at each. */
    public List<TopicFigures> top() {
        PriorityQueue<TopicFigures> top = new PriorityQueue<>(NodeReport.MOST_TOPICS + 1, FEWEST_FIRST);
        viewers.forEach((topic, its) -> {
            int count = its.getAsInt();
            if (count > 0
                    && (top.size() < NodeReport.MOST_TOPICS
                            || count >= top.element().viewers())) {
                top.add(new TopicFigures(topic.toString(), count));
                if (top.size() > NodeReport.MOST_TOPICS) {
                    top.remove();
                }
            }
        });
        return top.stream().sorted(FEWEST_FIRST.reversed()).toList();
    }
}
