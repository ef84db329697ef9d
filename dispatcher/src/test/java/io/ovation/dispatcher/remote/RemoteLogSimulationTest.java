package io.ovation.dispatcher.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.Follower.Question;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.protocol.LogMessage.Place;
import io.ovation.dispatcher.TestLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two topic actors that take the log of another data centre into the same store, over a network that loses, repeats and
 * reorders, while they die and the other store is restored from backups. Whatever is done, nothing is passed over; and
 * once the faults end, both data centres have the same.
 */
class RemoteLogSimulationTest {

    private static final long MILLI = 1_000_000;

    private record Event(long atNanos, Runnable run) {}

    private static final class World {

        private final SplittableRandom random;
        private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::atNanos));
        private final ByteBudget budget = new ByteBudget(Long.MAX_VALUE);
        private final Set<String> stored = new LinkedHashSet<>();
        private final List<RemoteLog<Integer>> actors = new ArrayList<>();
        private TestLog there = new TestLog("there");
        private Mark cursor = Mark.START;
        private long now;
        private int restores;
        private boolean faults = true;

        World(int seed) {
            random = new SplittableRandom(seed);
            actors.add(newActor());
            actors.add(newActor());
        }

        RemoteLog<Integer> newActor() {
            return new RemoteLog<>(budget, random, now);
        }

        /** It arrives at some time, twice, or never. */
        void send(Runnable message) {
            int copies = faults && random.nextInt(100) < 20 ? random.nextInt(3) : 1;
            for (int copy = 0; copy < copies; copy++) {
                events.add(new Event(now + random.nextLong(faults ? 300 * MILLI : 20 * MILLI), message));
            }
        }

        void after(Duration wait, Runnable action) {
            events.add(new Event(now + wait.toNanos(), action));
        }

        void say() {
            long before = there.entries().size();
            for (int entries = 1 + random.nextInt(4); entries > 0; entries--) {
                if (random.nextInt(4) == 0) {
                    String id = "ours-" + restores + '-' + there.entries().size();
                    stored.add(id);
                    there.add("here", new Comment(id, "bob", "text", TestLog.BEGIN, null, false));
                } else {
                    there.say("text");
                }
            }
            int receiver = random.nextInt(2);
            tell(receiver, own(there, before, there.entries().size()));
            after(Duration.ofSeconds(1), () -> tellEnd(receiver));
        }

        void tell(int receiver, LogRange range) {
            send(() -> act(receiver, log -> log.receive(range, 0, now)));
        }

        void tellEnd(int receiver) {
            Mark end = there.end();
            send(() -> act(receiver, log -> log.told(end, 0, now)));
        }

        void restore() {
            restores++;
            int size = there.entries().size();
            there = there.upTo(size - random.nextInt(Math.min(size, 8) + 1), "there" + restores);
        }

        void act(int number, Consumer<RemoteLog<Integer>> action) {
            action.accept(actors.get(number));
            goOn(number);
        }

        void goOn(int number) {
            RemoteLog<Integer> log = actors.get(number);
            log.request(now)
                    .ifPresent(request -> send(() -> {
                        Mark answer = request.match(this::commit, realign -> realign());
                        send(() -> act(number, it -> it.replied(answer, now)));
                    }));
            log.ask(now).ifPresent(question -> send(() -> answer(number, question)));
            log.wakeAtNanos()
                    .ifPresent(at -> events.add(new Event(Math.max(at, now + 1), () -> {
                        if (actors.get(number) == log) {
                            goOn(number);
                        }
                    })));
        }

        void answer(int number, Question<Integer> question) {
            if (!there.knows(question.after())) {
                List<Place> places = places();
                send(() -> act(number, log -> log.diverged(question.after(), places, now)));
                return;
            }
            long from = question.after().position();
            long to = Math.max(
                    from,
                    Math.min(Math.min(question.to(), from + 5), there.entries().size()));
            tell(number, own(there, from, to));
        }

        /** Of the entries that were accepted there: those of this data centre are known here anyway. */
        List<Place> places() {
            List<Entry> own = own(there, 0, there.entries().size()).entries();
            List<Place> places = new ArrayList<>();
            for (int back = 0; back < own.size(); back = Math.max(1, back * 2)) {
                Entry entry = own.get(own.size() - 1 - back);
                places.add(new Place(entry.mark(), entry.id()));
            }
            return places;
        }

        Mark commit(RemoteLog.Commit commit) {
            if (cursor.equals(commit.page().after())) {
                commit.page().entries().forEach(entry -> stored.add(entry.id()));
                cursor = commit.page().through();
                checkNothingWasPassedOver();
            }
            return cursor;
        }

        Mark realign() {
            cursor = Mark.START;
            return cursor;
        }

        void checkNothingWasPassedOver() {
            if (there.knows(cursor)) {
                assertThat(stored)
                        .containsAll(there.entries().subList(0, (int) cursor.position()).stream()
                                .map(Entry::id)
                                .toList());
            }
        }

        void run(Duration duration) {
            long end = now + duration.toNanos();
            while (!events.isEmpty() && events.peek().atNanos() <= end) {
                Event next = events.remove();
                now = next.atNanos();
                next.run().run();
            }
            now = end;
        }

        private static LogRange own(TestLog log, long after, long through) {
            return log.range(after, through).only(entry -> !entry.mayComeFrom("here"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void logs_areTakenInWhateverHappens(int thousand) {
        for (int seed = thousand * 1_000; seed < (thousand + 1) * 1_000; seed++) {
            World world = new World(seed);
            for (int step = 0; step < 40; step++) {
                int chance = world.random.nextInt(100);
                if (chance < 70) {
                    world.say();
                } else if (chance < 80) {
                    world.actors.set(world.random.nextInt(2), world.newActor());
                } else if (chance < 83) {
                    world.restore();
                }
                world.run(Duration.ofMillis(world.random.nextInt(400)));
            }
            world.run(Duration.ofSeconds(1));
            world.faults = false;
            world.run(Duration.ofSeconds(15));

            // What was restored may end where it was; with the next entry it is another history.
            world.say();
            world.run(Duration.ofSeconds(20));

            assertThat(world.cursor).as("seed %d", seed).isEqualTo(world.there.end());
            assertThat(world.stored)
                    .as("seed %d", seed)
                    .containsAll(world.there.entries().stream().map(Entry::id).toList());
        }
    }
}
