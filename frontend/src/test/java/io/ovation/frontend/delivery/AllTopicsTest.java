package io.ovation.frontend.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.insight.NodeReport.TopicFigures;
import io.ovation.common.topic.Topic;
import org.junit.jupiter.api.Test;

class AllTopicsTest {

    private final AllTopics topics = new AllTopics();

    @Test
    void top_areTheTwentyWithMostViewers_inOrder() {
        for (int number = 1; number <= 50; number++) {
            add(Topic.video("v" + number), number);
        }

        assertThat(topics.top())
                .hasSize(20)
                .startsWith(new TopicFigures("video:v50", 50), new TopicFigures("video:v49", 49))
                .endsWith(new TopicFigures("video:v31", 31));
    }

    @Test
    void topicsWithAsManyViewers_areInTheOrderOfTheirNames() {
        add(Topic.video("b"), 2);
        add(Topic.video("a"), 2);

        assertThat(topics.top()).extracting(TopicFigures::topic).containsExactly("video:a", "video:b");
    }

    @Test
    void topicThatNobodyWatches_isNotAmongThem() {
        add(Topic.video("a"), 0);
        add(Topic.video("b"), 1);
        topics.remove(Topic.video("b"));

        assertThat(topics.names()).containsExactly(Topic.video("a"));
        assertThat(topics.top()).isEmpty();
    }

    @Test
    void subscriptions_areThoseOfAllTopics() {
        assertThat(topics.subscriptions()).isZero();
        add(Topic.video("a"), 2);
        add(Topic.video("b"), 3);

        assertThat(topics.subscriptions()).isEqualTo(5);
    }

    private void add(Topic topic, int viewers) {
        topics.add(topic, () -> viewers);
    }
}
