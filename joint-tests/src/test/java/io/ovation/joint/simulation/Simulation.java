package io.ovation.joint.simulation;

import io.ovation.common.log.EntryBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One run: publishers and viewers, harm by chance, and then quiet, in which everybody has to come level. */
final class Simulation {

    private static final Duration HARM = Duration.ofSeconds(40);
    /** What is under way when the harm ends is accepted by then. */
    private static final Duration LAST_RETRIES = Duration.ofSeconds(3);

    private static final Duration QUIET = Duration.ofSeconds(20);

    private final World world;

    private Simulation(long seed) {
        this.world = new World(seed);
    }

    /** @throws AssertionError if something did not hold */
    static void run(long seed) {
        new Simulation(seed).run();
    }

    private void run() {
        List<Publishers> publishers = new ArrayList<>();
        World.DATA_CENTRES.forEach(dataCentre -> publishers.add(new Publishers(world, dataCentre)));
        publishers.forEach(Publishers::begin);
        Harm harm = new Harm(world);
        harm.begin();
        world.runFor(HARM);
        harm.end();
        publishers.forEach(Publishers::end);
        world.runFor(LAST_RETRIES);
        world.runFor(QUIET);
        requireLevel();
    }

    private void requireLevel() {
        require(world.areLevel(), "the data centres are level");
        for (Frontend frontend : world.watchingFrontends()) {
            require(
                    frontend.mark().equals(store(frontend).mark()),
                    frontend + " is at " + frontend.mark() + ", the store at "
                            + store(frontend).mark());
        }
        for (String dataCentre : World.DATA_CENTRES) {
            for (TopicActor actor : world.topicActors(dataCentre)) {
                require(
                        actor.mark().isEmpty()
                                || actor.mark().get().equals(store(actor).mark()),
                        actor + " is at " + actor.mark() + ", the store at "
                                + store(actor).mark());
            }
        }
        for (Viewer viewer : world.viewers()) {
            require(viewer.isLive(), viewer + " is live");
            require(
                    world.invariants().isLevel(viewer),
                    viewer + " has come as far as the store, not " + viewer.place());
        }
        requireEqual("east", "west");
        requireEqual("west", "east");
    }

    /** One has what the other has, but for what a restored store has lost. */
    private void requireEqual(String here, String there) {
        Set<String> lost = world.store(here).lost();
        Map<String, EntryBody> mine = world.store(here).bodies();
        world.store(there).bodies().forEach((id, body) -> {
            require(mine.containsKey(id) || lost.contains(id), here + " has " + id + " of " + there);
            String retraction = Publishers.retractionOf(id);
            boolean forgotten =
                    lost.contains(retraction) || world.store(there).lost().contains(retraction);
            if (mine.containsKey(id) && !forgotten) {
                require(mine.get(id).equals(body), here + " and " + there + " have the same of " + id);
            }
        });
    }

    private Store store(Actor actor) {
        return world.store(actor.process().dataCentre());
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("does not hold: " + what);
        }
    }
}
