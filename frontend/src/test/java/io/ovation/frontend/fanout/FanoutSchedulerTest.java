package io.ovation.frontend.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.Frame;
import io.ovation.frontend.frame.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FanoutSchedulerTest {

    private static final Topic CATS = Topic.video("cats");
    private static final Topic DOGS = Topic.video("dogs");

    private final List<String> told = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger();
    private final FanoutScheduler<String> fanout =
            new FanoutScheduler<>((connection, frame) -> told.add(connection + Frames.text(frame)));

    @Test
    void turn_visitsAFewConnections() {
        watch(CATS, "cat", FanoutScheduler.TURN * 2 + 1);
        add(CATS, " purrs");

        fanout.turn();
        assertThat(told).hasSize(FanoutScheduler.TURN);
        fanout.turn();
        assertThat(fanout.isOver()).isFalse();
        fanout.turn();

        assertThat(told).hasSize(FanoutScheduler.TURN * 2 + 1).doesNotHaveDuplicates();
        assertThat(fanout.isOver()).isTrue();
        assertThat(done).hasValue(1);
    }

    @Test
    void turn_goesFromTopicToTopic() {
        watch(CATS, "cat", FanoutScheduler.TURN * 2);
        watch(DOGS, "dog", 1);
        add(CATS, " purrs");
        add(DOGS, " barks");

        fanout.turn();
        fanout.turn();

        assertThat(told.get(FanoutScheduler.TURN)).isEqualTo("dog0 barks");
        assertThat(told).hasSize(FanoutScheduler.TURN * 2);
    }

    @Test
    void turn_reachesThePassiveThoughTheActiveAlwaysHaveSomething() {
        watch(CATS, "cat", FanoutScheduler.TURN * 3);
        RingNode<String> hidden = new RingNode<>("hidden");
        fanout.insert(CATS, hidden, true);

        for (int i = 0; i < 5; i++) {
            add(CATS, " purrs");
            fanout.turn();
        }

        assertThat(told).filteredOn(text -> text.startsWith("hidden")).isNotEmpty();
    }

    @Test
    void turn_withNothingToDoDoesNothing() {
        fanout.turn();

        assertThat(fanout.isOver()).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void joins_neverMakeARoundBeToldInOneGo() {
        watch(CATS, "cat", FanoutScheduler.TURN * 5);
        add(CATS, " purrs");

        for (int turn = 1; turn <= 4; turn++) {
            // More come than are told.
            watch(CATS, "new" + turn + "-", FanoutScheduler.TURN * 2);
            fanout.turn();
            assertThat(told).hasSize(FanoutScheduler.TURN * turn);
        }
        fanout.turn();

        assertThat(told).hasSize(FanoutScheduler.TURN * 5).allMatch(text -> text.startsWith("cat"));
        assertThat(fanout.isOver()).isTrue();
        assertThat(done).hasValue(1);
    }

    @Test
    void passive_areSparedWhatIsFleeting() {
        watch(CATS, "ann", 1);
        fanout.insert(CATS, new RingNode<>("bob"), true);
        fanout.insert(CATS, new RingNode<>("cid"), true);
        fanout.add(Frames.fleeting(CATS, " a"), done::incrementAndGet);
        fanout.add(Frames.lasting(CATS, " b"), done::incrementAndGet);
        fanout.add(Frames.fleeting(CATS, " c"), done::incrementAndGet);

        finish();

        assertThat(told).containsExactly("ann0 a b c", "bob b", "cid b");
        assertThat(done).hasValue(3);
    }

    @Test
    void frameForBothKinds_isDoneWhenBothHaveIt() {
        watch(CATS, "cat", FanoutScheduler.TURN);
        fanout.insert(CATS, new RingNode<>("hidden"), true);
        add(CATS, " purrs");

        fanout.turn();
        assertThat(done).hasValue(0);
        fanout.turn();

        assertThat(done).hasValue(1);
    }

    @Test
    void add_withoutViewersIsDoneAtOnce() {
        add(CATS, " purrs");

        assertThat(fanout.isOver()).isTrue();
        assertThat(done).hasValue(1);
    }

    @Test
    void add_afterARoundReachesThoseWhoAreThereThen() {
        watch(CATS, "cat", 1);
        add(CATS, " purrs");
        fanout.turn();
        watch(CATS, "kitten", 1);

        add(CATS, " sleeps");
        fanout.turn();

        assertThat(told).containsExactlyInAnyOrder("cat0 purrs", "cat0 sleeps", "kitten0 sleeps");
    }

    @Test
    void remove_concernsThatTopicAlone() {
        RingNode<String> cats = new RingNode<>("both");
        RingNode<String> dogs = new RingNode<>("both");
        fanout.insert(CATS, cats, false);
        fanout.insert(DOGS, dogs, false);
        add(CATS, " purr");
        add(DOGS, " bark");

        fanout.remove(CATS, cats);
        fanout.remove(CATS, cats);
        finish();

        assertThat(told).containsExactly("both bark");
        assertThat(done).hasValue(2);
    }

    @Test
    void insert_ofWhoIsInAlready_skipsWhatIsUnderWay() {
        RingNode<String> ann = new RingNode<>("ann");
        fanout.insert(CATS, ann, false);
        add(CATS, " before");

        fanout.insert(CATS, ann, false);
        add(CATS, " after");
        finish();

        assertThat(told).containsExactly("ann after");
        assertThat(done).hasValue(2);
    }

    private void finish() {
        while (!fanout.isOver()) {
            fanout.turn();
        }
    }

    private void watch(Topic topic, String name, int count) {
        IntStream.range(0, count).forEach(number -> fanout.insert(topic, new RingNode<>(name + number), false));
    }

    private void add(Topic topic, String text) {
        Frame frame = Frames.lasting(topic, text);
        fanout.add(frame, done::incrementAndGet);
    }
}
