package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonScheduleTest {

    private static final int PERIODS_PER_INTERVAL = 200;
    private static final int MOST = 50;

    private final ComparisonSchedule<Integer> schedule =
            new ComparisonSchedule<>(Duration.ofSeconds(10), Duration.ofMillis(50), MOST);

    @Test
    void everyTopic_isComparedOnceInAnInterval_inBatchesOfASecond() {
        add(100);

        List<List<Integer>> batches = run(PERIODS_PER_INTERVAL);

        assertThat(batches).hasSize(10).allMatch(batch -> batch.size() == 10);
        assertThat(batches.stream().flatMap(List::stream)).doesNotHaveDuplicates();
    }

    @Test
    void oneTopic_isComparedOnceInAnInterval() {
        add(1);

        assertThat(run(PERIODS_PER_INTERVAL - 1)).isEmpty();
        assertThat(run(PERIODS_PER_INTERVAL + 1)).hasSizeBetween(1, 2);
    }

    @Test
    void manyTopics_areComparedInLargeBatchesEvenlySpread() {
        add(2_000);

        List<List<Integer>> batches = run(PERIODS_PER_INTERVAL);

        assertThat(batches).hasSize(40).allMatch(batch -> batch.size() == MOST);
    }

    @Test
    void inAHurry_allAreComparedAtOnce_butNotTooManyInOneQuestion() {
        add(120);

        schedule.hurry();

        assertThat(run(3)).extracting(List::size).containsExactly(MOST, MOST, 20);
        assertThat(run(1)).isEmpty();
    }

    @Test
    void topicThatIsRemoved_isComparedNoMore() {
        add(3);
        schedule.remove(1);
        schedule.hurry();

        assertThat(schedule.next()).containsExactly(0, 2);
    }

    @Test
    void nothing_isComparedWithoutTopics() {
        schedule.hurry();

        assertThat(run(PERIODS_PER_INTERVAL)).isEmpty();
    }

    private void add(int topics) {
        for (int topic = 0; topic < topics; topic++) {
            schedule.add(topic);
        }
    }

    /** What is to be compared in so many periods, without those in which nothing is. */
    private List<List<Integer>> run(int periods) {
        List<List<Integer>> batches = new ArrayList<>();
        for (int period = 0; period < periods; period++) {
            List<Integer> next = schedule.next();
            if (!next.isEmpty()) {
                batches.add(next);
            }
        }
        return batches;
    }
}
