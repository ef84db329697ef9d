package io.ovation.frontend.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.Frame;
import io.ovation.frontend.frame.Frames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens in whatever order, each connection gets the frames that set out while it was in, each once and in
 * order: all of them while it is active, those that are not fleeting while it is passive.
 */
class FanoutPropertyTest {

    private static final Topic CATS = Topic.video("cats");
    private static final Topic DOGS = Topic.video("dogs");
    private static final int STEPS = 400;

    /** What is expected of one connection. */
    private static final class Model {

        private final Topic topic;
        private final RingNode<Model> node = new RingNode<>(this);
        private final StringBuilder expected = new StringBuilder();
        private final StringBuilder got = new StringBuilder();
        private boolean passive;

        Model(Topic topic) {
            this.topic = topic;
        }
    }

    private final List<Model> all = new ArrayList<>();
    private final List<Model> in = new ArrayList<>();
    private final Map<Integer, Boolean> done = new LinkedHashMap<>();
    private int mostInATurn;
    private int inTurn;
    private final FanoutScheduler<Model> fanout = new FanoutScheduler<>(this::tell);
    private int frames;

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 90})
    void everybody_getsWhatIsTheirsOnceAndInOrder(int joinPercent) {
        for (long seed = 0; seed < 300; seed++) {
            run(new Random(seed), joinPercent);
        }
    }

    private void run(Random random, int joinPercent) {
        all.clear();
        in.clear();
        done.clear();
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(100) < joinPercent || in.isEmpty()) {
                join(random);
            } else {
                step(random);
            }
            // What was expected of whoever has left is known at once.
            assertThat(mostInATurn).isLessThanOrEqualTo(FanoutScheduler.TURN);
        }
        while (!fanout.isOver()) {
            turn();
        }
        for (Model model : all) {
            assertThat(model.got).hasToString(model.expected.toString());
        }
        assertThat(done.values()).allMatch(isDone -> isDone);
        List.copyOf(in).forEach(model -> fanout.remove(model.topic, model.node));
    }

    private void step(Random random) {
        Model any = in.get(random.nextInt(in.size()));
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> add(random);
            case 3 -> leave(any);
            case 4 -> {
                // As for somebody who is sent away: everything reaches it before.
                fanout.deliver(any.node);
                assertThat(any.got).hasToString(any.expected.toString());
            }
            case 5 -> {
                fanout.deliver(any.node);
                any.passive = !any.passive;
                fanout.insert(any.topic, any.node, any.passive);
            }
            case 6 -> {
                // As for somebody who gets a snapshot: what is under way is in it.
                any.expected.setLength(0);
                any.expected.append(any.got);
                fanout.insert(any.topic, any.node, any.passive);
            }
            default -> turn();
        }
    }

    private void join(Random random) {
        Model model = new Model(random.nextInt(3) == 0 ? DOGS : CATS);
        model.passive = random.nextInt(4) == 0;
        fanout.insert(model.topic, model.node, model.passive);
        all.add(model);
        in.add(model);
    }

    private void leave(Model model) {
        in.remove(model);
        fanout.remove(model.topic, model.node);
        assertThat(model.expected.toString()).startsWith(model.got.toString());
        model.expected.setLength(0);
        model.expected.append(model.got);
    }

    private void add(Random random) {
        Topic topic = random.nextBoolean() ? CATS : DOGS;
        boolean fleeting = random.nextBoolean();
        int number = frames++;
        String text = "<" + number + ">";
        for (Model model : in) {
            if (model.topic.equals(topic) && !(fleeting && model.passive)) {
                model.expected.append(text);
            }
        }
        done.put(number, false);
        Frame frame = fleeting ? Frames.fleeting(topic, text) : Frames.lasting(topic, text);
        fanout.add(frame, () -> {
            assertThat(done.put(number, true)).as("done once").isFalse();
            in.stream()
                    .filter(model -> model.expected.indexOf(text) >= 0)
                    .forEach(model -> assertThat(model.got.indexOf(text)).isNotNegative());
        });
    }

    private void turn() {
        inTurn = 0;
        fanout.turn();
        mostInATurn = Math.max(mostInATurn, inTurn);
    }

    private void tell(Model model, Frame frame) {
        inTurn++;
        model.got.append(Frames.text(frame));
    }
}
