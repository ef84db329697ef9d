package io.ovation.joint.simulation;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Emptied;
import io.ovation.common.log.EntryBody;
import io.ovation.common.log.Retraction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Write and retract comments in one data centre, each until it is accepted, by whichever backend there is. */
final class Publishers {

    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final Duration WAY = Duration.ofMillis(10);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int LONGEST_TEXT = 6_000;

    private final World world;
    private final String dataCentre;
    private final Random random;
    private final List<String> accepted = new ArrayList<>();
    private int next;
    private boolean over;

    Publishers(World world, String dataCentre) {
        this.world = world;
        this.dataCentre = dataCentre;
        this.random = world.random();
    }

    void begin() {
        world.later(world.upTo(PAUSE), () -> {
            if (!over) {
                publish(random.nextInt(8) == 0 && !accepted.isEmpty() ? retraction() : comment());
                begin();
            }
        });
    }

    /** What was begun is brought to its end. */
    void end() {
        over = true;
    }

    private EntryBody comment() {
        String id = dataCentre + '-' + next++;
        String text = "x".repeat(1 + random.nextInt(LONGEST_TEXT));
        return new Comment(id, "ann", text, world.now(), null, false);
    }

    private EntryBody retraction() {
        String target = accepted.get(random.nextInt(accepted.size()));
        return new Retraction(retractionOf(target), target, null);
    }

    static String retractionOf(String comment) {
        return "retract-" + comment;
    }

    private void publish(EntryBody body) {
        boolean[] done = {false};
        attempt(body, done);
    }

    private void attempt(EntryBody body, boolean[] done) {
        world.later(
                world.upTo(WAY),
                () -> world.backend(dataCentre)
                        .ifPresent(backend -> backend.process()
                                .run(
                                        () -> backend.publish(body, () -> {
                                            if (!done[0]) {
                                                done[0] = true;
                                                body.accept(new Accepted());
                                            }
                                        }),
                                        false)));
        world.later(RETRY, () -> {
            if (!done[0]) {
                attempt(body, done);
            }
        });
    }

    /** Only comments are retracted. */
    private final class Accepted implements EntryBody.Visitor<Boolean> {

        @Override
        public Boolean comment(Comment comment) {
            return accepted.add(comment.id());
        }

        @Override
        public Boolean retraction(Retraction retraction) {
            return false;
        }

        @Override
        public Boolean emptied(Emptied emptied) {
            return false;
        }
    }
}
