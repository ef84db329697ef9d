package io.ovation.frontend.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Event;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.TestLog;
import io.ovation.frontend.topic.ScriptedTopic.Joiner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Messages are lost, repeated, late and out of order; histories are replaced. Viewers see each log in its order. */
class LocalTopicPropertyTest {

    private static final int SEEDS = 400;
    private static final int STEPS = 200;
    private static final int PAGE = 12;
    private static final int REST = 60;

    @Test
    void viewers_areToldTheLogInOrderAndWithoutAHoleButForGaps() {
        int gaps = 0;
        int taken = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Trial trial = new Trial(seed, false);
            trial.run();
            gaps += trial.gaps;
            taken += trial.comments;
        }
        assertThat(gaps).as("gaps that were told").isPositive();
        assertThat(taken).as("comments that were told").isGreaterThan(SEEDS * STEPS / 10);
    }

    @Test
    void viewers_areToldOfAGapWhenTheStoreIsAnother() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Trial trial = new Trial(seed, true);
            trial.run();
            assertThat(trial.gaps).as("seed %s", seed).isPositive();
        }
    }

    private static final class Trial {

        private static final Pattern FETCH = Pattern.compile("fetch (\\d+)\\.\\.\\d+ of .*");
        private static final Pattern FETCH_BEFORE = Pattern.compile("fetch before (\\d+) of .*");
        private static final Pattern RENEW = Pattern.compile("renew \\d+ at (\\d+)");
        private static final Pattern TOLD = Pattern.compile("([a-z]+)-(\\d+)");

        private final int seed;
        private final boolean isRestored;
        private final Random random;
        private final ScriptedTopic script = new ScriptedTopic(
                Topic.video("cats"), "comments-per-second = 10000, recent-comments = 5, history.entries = 30");
        private final List<Runnable> underWay = new ArrayList<>();
        private TestLog store = TestLog.of(20);
        private String shownLog = "c";
        private long shownThrough;
        private int gaps;
        private int comments;

        Trial(int seed, boolean isRestored) {
            this.seed = seed;
            this.isRestored = isRestored;
            this.random = new Random(seed);
        }

        void run() {
            script.join(Joiner.of("ann"));
            script.takeAsked();
            script.subscribed(store.latest(PAGE));
            shownThrough = store.last().position();
            for (int step = 0; step < STEPS; step++) {
                step(step);
                check();
            }
            settle();
            assertThat(script.topic.log().last()).as("seed %s", seed).isEqualTo(store.last());
            assertThat(shownThrough).as("seed %s", seed).isEqualTo(store.last().position());
        }

        private void step(int step) {
            if (isRestored && step == STEPS / 2) {
                store = new TestLog("restored").add(random.nextInt(2 * PAGE) + 1);
            }
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    int count = random.nextInt(20) == 0 ? 40 : 1;
                    store.add(count);
                    LogRange range = store.latest(Math.min(count, PAGE));
                    send(() -> script.entries(range));
                }
                case 2 -> {
                    TestLog told = store;
                    long position = told.last().position();
                    send(() -> script.deliver(new Event.Viewers(1), told.mark(position)));
                }
                case 3 -> script.pass(Duration.ofMillis(random.nextInt(800)));
                default -> arrive();
            }
            script.takeAsked().forEach(this::answer);
        }

        /** Everybody answers and nothing is lost any more. */
        private void settle() {
            for (int i = 0; i < REST; i++) {
                script.tail(store.last());
                script.pass(Duration.ofMillis(500));
                script.takeAsked().forEach(this::answerSurely);
                while (!underWay.isEmpty()) {
                    underWay.remove(0).run();
                    script.takeAsked().forEach(this::answerSurely);
                }
                check();
            }
        }

        private void send(Runnable message) {
            int copies = random.nextInt(5) == 0 ? 0 : random.nextInt(8) == 0 ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                underWay.add(message);
            }
        }

        private void arrive() {
            if (!underWay.isEmpty()) {
                underWay.remove(random.nextInt(underWay.size())).run();
            }
        }

        private void answer(String asked) {
            answerTo(asked).forEach(this::send);
        }

        private void answerSurely(String asked) {
            underWay.addAll(answerTo(asked));
        }

        private List<Runnable> answerTo(String asked) {
            if (asked.startsWith("subscribe")) {
                LogRange latest = store.latest(PAGE);
                return List.of(() -> script.subscribed(latest));
            }
            Matcher fetch = FETCH.matcher(asked);
            Matcher renew = RENEW.matcher(asked);
            Matcher past = FETCH_BEFORE.matcher(asked);
            if (fetch.matches()) {
                return answerTo(Long.parseLong(fetch.group(1)), false);
            }
            if (renew.matches()) {
                return answerTo(Long.parseLong(renew.group(1)), false);
            }
            return past.matches() ? answerTo(Long.parseLong(past.group(1)), true) : List.of();
        }

        private List<Runnable> answerTo(long position, boolean isPast) {
            Mark asked =
                    isPast ? script.topic.log().after() : script.topic.log().last();
            if (asked.position() != position) {
                // It has come further meanwhile.
                return List.of();
            }
            boolean isKnown =
                    position <= store.last().position() && store.mark(position).equals(asked);
            if (!isKnown) {
                return List.of(() -> script.diverged(asked));
            }
            LogRange page = isPast
                    ? store.range(Math.max(0, position - PAGE), position)
                    : store.range(position, Math.min(store.last().position(), position + PAGE));
            return List.of(() -> script.entries(page));
        }

        private void check() {
            for (String told : script.takeTold()) {
                if (told.startsWith("gap")) {
                    gaps++;
                    Matcher each = TOLD.matcher(told);
                    while (each.find()) {
                        shownLog = each.group(1);
                        shownThrough = Long.parseLong(each.group(2));
                    }
                } else if (told.startsWith("comments")) {
                    Matcher each = TOLD.matcher(told);
                    while (each.find()) {
                        comments++;
                        assertThat(each.group())
                                .as("seed %s", seed)
                                .isEqualTo("%s-%d".formatted(shownLog, shownThrough + 1));
                        shownThrough++;
                    }
                }
            }
        }
    }
}
