package io.ovation.joint.simulation;

import java.time.Duration;
import java.util.Random;

/** Does harm by chance for a while, and makes good all of it in the end. */
final class Harm {

    private static final Duration BETWEEN = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final World world;
    private final Random random;
    private boolean over;

    Harm(World world) {
        this.world = world;
        this.random = world.random();
    }

    void begin() {
        world.later(world.upTo(BETWEEN), () -> {
            if (!over) {
                one();
                begin();
            }
        });
    }

    void end() {
        over = true;
        world.network().heal();
        world.trouble(0, 0, 0);
        for (String dataCentre : World.DATA_CENTRES) {
            for (int number = 0; number < 2; number++) {
                restoreBackend(dataCentre, number);
            }
            for (int number = 0; number < world.frontends(dataCentre); number++) {
                restoreFrontend(dataCentre, number);
            }
            oneTopicActor(dataCentre);
        }
        world.compareDataCentres();
    }

    private void one() {
        String dataCentre = World.DATA_CENTRES.get(random.nextInt(2));
        int number = random.nextInt(2);
        int frontend = random.nextInt(world.frontends(dataCentre));
        switch (random.nextInt(12)) {
            case 0 -> world.network().harm(random.nextDouble() / 3, random.nextDouble() / 3, world.upTo(BETWEEN));
            case 1 -> world.network().harm(0, 0, Duration.ofMillis(5));
            case 2 -> world.trouble(random.nextDouble(), random.nextDouble() / 2, random.nextDouble() / 2);
            case 3 -> killBackend(dataCentre, number);
            case 4 -> pause(world.backendProcess(dataCentre, number));
            case 5 -> killFrontend(dataCentre, frontend);
            case 6 -> pause(world.frontendProcess(dataCentre, frontend));
            case 7 -> killTopicActor(dataCentre);
            case 8 -> twoTopicActors(dataCentre);
            case 9 -> world.topicActors(dataCentre).forEach(actor -> pause(actor.process()));
            case 10 -> cut();
            default -> restoreStore(dataCentre);
        }
    }

    private void killBackend(String dataCentre, int number) {
        world.backendProcess(dataCentre, number).kill();
        later(() -> restoreBackend(dataCentre, number));
    }

    private void restoreBackend(String dataCentre, int number) {
        SimulatedNode process = world.backendProcess(dataCentre, number);
        process.resume();
        if (!process.isAlive()) {
            world.startBackend(dataCentre, number);
        }
    }

    private void killFrontend(String dataCentre, int number) {
        if (world.frontendProcess(dataCentre, number).isAlive()) {
            world.killFrontend(dataCentre, number);
            later(() -> restoreFrontend(dataCentre, number));
        }
    }

    private void restoreFrontend(String dataCentre, int number) {
        SimulatedNode process = world.frontendProcess(dataCentre, number);
        process.resume();
        if (!process.isAlive()) {
            world.startFrontend(dataCentre, number);
        }
    }

    private void killTopicActor(String dataCentre) {
        world.topicActors(dataCentre).forEach(actor -> actor.process().kill());
        world.later(world.upTo(BETWEEN), () -> oneTopicActor(dataCentre));
    }

    /** As while a partition is being decided. */
    private void twoTopicActors(String dataCentre) {
        world.startTopicActor(dataCentre);
        later(() -> {
            var actors = world.topicActors(dataCentre);
            if (actors.size() > 1) {
                actors.get(random.nextInt(actors.size())).process().kill();
            }
        });
    }

    private void oneTopicActor(String dataCentre) {
        var actors = world.topicActors(dataCentre);
        actors.forEach(actor -> actor.process().resume());
        actors.stream().skip(1).forEach(actor -> actor.process().kill());
        if (actors.isEmpty()) {
            world.startTopicActor(dataCentre);
        }
    }

    private void cut() {
        world.network().cut();
        later(() -> {
            world.network().join();
            world.compareDataCentres();
        });
    }

    /** Its backends are stopped for that, and start on the store as it was. */
    private void restoreStore(String dataCentre) {
        if (random.nextBoolean()) {
            world.store(dataCentre).backUp();
            return;
        }
        for (int number = 0; number < 2; number++) {
            world.backendProcess(dataCentre, number).kill();
        }
        world.store(dataCentre).restore();
        later(() -> {
            restoreBackend(dataCentre, 0);
            restoreBackend(dataCentre, 1);
        });
    }

    private void pause(SimulatedNode process) {
        process.pause();
        later(process::resume);
    }

    private void later(Runnable work) {
        world.later(world.upTo(LONGEST), () -> {
            if (!over) {
                work.run();
            }
        });
    }
}
