package io.ovation.likes.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.topic.Topic;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoubtfulTopicsTest {

    @Test
    void topics_areKeptInMindUntilTheyAreClear_andNoMoreThanTheLimit() {
        DoubtfulTopics doubtful = new DoubtfulTopics(2);
        doubtful.add(Set.of(Topic.video("a")));
        doubtful.add(Set.of(Topic.video("b"), Topic.video("a")));
        doubtful.add(Set.of(Topic.video("c")));

        assertThat(doubtful.all()).containsExactlyInAnyOrder(Topic.video("a"), Topic.video("b"));
        doubtful.clear();
        assertThat(doubtful.all()).isEmpty();
    }
}
