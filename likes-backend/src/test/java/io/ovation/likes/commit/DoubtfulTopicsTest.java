package io.ovation.likes.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.topic.Topic;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DoubtfulTopicsTest {

    @Test
    void topics_areKeptInMindUntilTheyAreClear_andNoMoreThanTheLimit() {
        AtomicInteger forgotten = new AtomicInteger();
        DoubtfulTopics doubtful = new DoubtfulTopics(2, forgotten::incrementAndGet);
        doubtful.add(Set.of(Topic.video("a")));
        doubtful.add(Set.of(Topic.video("b"), Topic.video("a")));
        doubtful.add(Set.of(Topic.video("c"), Topic.video("a")));

        assertThat(doubtful.all()).containsExactlyInAnyOrder(Topic.video("a"), Topic.video("b"));
        assertThat(forgotten).hasValue(1);
        doubtful.clear();
        assertThat(doubtful.all()).isEmpty();
    }
}
