package io.ovation.joint.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.joint.mutant.Mutant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation notices when a rule of the delivery is not followed. */
class MutantTest {

    private static final long MOST_SEEDS = Long.getLong("ovation.simulation.mutant-seeds", 300);

    private static final long SEEDS_WITHOUT_A_CHANGE = 20;
    private static final String SIMULATION = "io.ovation.joint.simulation.Simulation";
    private static final String PLAN = "io.ovation.likes.store.CommitPlan";

    static Stream<Mutant> mutants() {
        String follower = "io.ovation.common.log.Follower";
        String window = "io.ovation.common.log.LogWindow";
        String remote = "io.ovation.dispatcher.remote.RemoteLog";
        String telling = "io.ovation.frontend.topic.EntryTelling";
        return Stream.of(
                new Mutant(
                        "equal marks have equal histories",
                        "common",
                        "io.ovation.common.log.Mark",
                        "chain(check, id)",
                        "chain(0, id)",
                        4),
                new Mutant(
                        "what lies beyond a hole is held",
                        "common",
                        follower,
                        "if (!started || (beyond && !it.gap())) {",
                        "if (!started) {",
                        10),
                new Mutant(
                        "what is missing is asked for",
                        "common",
                        follower,
                        "return Optional.of(new Question<>(mark(), askedTo, asked));",
                        "return Optional.empty();",
                        1),
                new Mutant(
                        "a question without an answer is asked again, and of somebody else",
                        "common",
                        follower,
                        "askAtNanos = nowNanos + (long) (bounded.toNanos() * (1 + 0.25 * random.nextDouble()));",
                        "askAtNanos = nowNanos + Long.MAX_VALUE / 4;",
                        2),
                new Mutant(
                        "a mark of another history raises doubt",
                        "common",
                        follower,
                        "if (!doubtful && again) {",
                        "if (!doubtful && again && from == null) {",
                        22),
                new Mutant(
                        "a range is taken only if this mark is in it",
                        "common",
                        follower,
                        "if (!range.markAt(mine.position()).equals(mine)) {",
                        "if (range.markAt(mine.position()).position() != mine.position()) {",
                        1),
                new Mutant(
                        "a retraction empties what it names",
                        "common",
                        window,
                        "        entry.retracts().ifPresent(this::retract);\n",
                        "",
                        1),
                new Mutant(
                        "a window knows the marks of its history only",
                        "common",
                        window,
                        "&& markAt(mark.position()).equals(mark)",
                        "&& markAt(mark.position()).position() == mark.position()",
                        1),
                new Mutant(
                        "an id is numbered once",
                        "likes-backend",
                        PLAN,
                        "if (known.add(each.id())) {",
                        "if (known.add(each.id()) || !given.isEmpty()) {",
                        1),
                new Mutant(
                        "a comment that is retracted already is logged without its text",
                        "likes-backend",
                        PLAN,
                        "return entry.comment().isPresent() && retracted.contains(given.id()) ? entry.emptied() : entry;",
                        "return entry;",
                        2),
                new Mutant(
                        "a page that does not begin at the cursor does not move it",
                        "likes-backend",
                        PLAN,
                        "if (cursor.equals(page.range().after())) {",
                        "if (cursor.position() >= 0) {",
                        1),
                new Mutant(
                        "a changed log is taken up where all before is known",
                        "likes-backend",
                        PLAN,
                        ".orElse(Mark.START);",
                        ".orElse(places.get(0).mark());",
                        13),
                new Mutant(
                        "another data centre's log is asked for what is missing",
                        "dispatcher",
                        remote,
                        "return queue.isFull() ? Optional.empty() : follower.ask(nowNanos);",
                        "return follower.ask(nowNanos).filter(question -> queue.isFull());",
                        1),
                new Mutant(
                        "the store is asked again how far another data centre's log is taken in",
                        "dispatcher",
                        remote,
                        "        if (!done || !follower.hasStarted()) {",
                        "        if (!follower.hasStarted()) {",
                        1),
                new Mutant(
                        "viewers are told of what they miss",
                        "frontend",
                        telling,
                        "        gapPending = true;\n        run(nowNanos);",
                        "        run(nowNanos);",
                        1),
                new Mutant(
                        "a replay goes on only where the window knows the mark",
                        "frontend",
                        "io.ovation.frontend.topic.CatchUpPlan",
                        "return log.knows(mark) ? replay(mark) : EXPIRED;",
                        "return replay(mark);",
                        1));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void simulation_fails(Mutant mutant) throws ReflectiveOperationException {
        assertThat(mutant.firstFailure(SIMULATION, MOST_SEEDS))
                .as("the seed at which it shows")
                .isPresent();
    }

    @Test
    void simulation_ofClassesThatAreCompiledAnewAsTheyAre_holds() throws ReflectiveOperationException {
        String kept = "if (known.add(each.id())) {";

        assertThat(new Mutant("none", "likes-backend", PLAN, kept, kept, 1)
                        .firstFailure(SIMULATION, SEEDS_WITHOUT_A_CHANGE))
                .isEmpty();
    }
}
