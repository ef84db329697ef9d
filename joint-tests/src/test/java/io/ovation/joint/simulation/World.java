package io.ovation.joint.simulation;

import io.ovation.common.log.Mark;
import io.ovation.common.memory.ByteBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Two data centres: in each a store with two likes backends, dispatchers that come and go, frontends, and viewers. */
final class World {

    static final List<String> DATA_CENTRES = List.of("east", "west");

    private static final Instant BEGIN = Instant.parse("2026-01-01T12:00:00Z");
    private static final int BACKENDS = 2;
    private static final Map<String, Integer> FRONTENDS = Map.of("east", 2, "west", 1);
    private static final int VIEWERS_PER_FRONTEND = 3;

    /** What runs in one data centre. */
    private static final class Site {
        private final Store store;
        private final SimulatedNode[] backendProcesses = new SimulatedNode[BACKENDS];
        private final Backend[] backends = new Backend[BACKENDS];
        private final SimulatedNode[] frontendProcesses;
        private final Frontend[] frontends;
        private final List<TopicActor> topicActors = new ArrayList<>();
        private final Set<Frontend> subscriptions = new LinkedHashSet<>();
        private int dispatchers;

        Site(Store store, int frontends) {
            this.store = store;
            this.frontendProcesses = new SimulatedNode[frontends];
            this.frontends = new Frontend[frontends];
        }
    }

    private final Random random;
    private final Scheduler scheduler = new Scheduler();
    private final Invariants invariants = new Invariants();
    private final Network network;
    private final ByteBudget budget = new ByteBudget(64 << 20);
    private final Map<String, Site> sites = new TreeMap<>();
    private final Map<Actor, Long> wakes = new HashMap<>();
    private final List<Viewer> viewers = new ArrayList<>();
    private double busy;
    private double commitFailures;
    private double lostAnswers;

    World(long seed) {
        random = new Random(seed);
        network = new Network(scheduler, random, invariants);
        for (String dataCentre : DATA_CENTRES) {
            History history = new History();
            Store store = new Store(dataCentre, history);
            invariants.add(store, history);
            sites.put(dataCentre, new Site(store, FRONTENDS.get(dataCentre)));
        }
        sites.forEach((dataCentre, site) -> {
            for (int i = 0; i < BACKENDS; i++) {
                startBackend(dataCentre, i);
            }
            startTopicActor(dataCentre);
            for (int i = 0; i < site.frontends.length; i++) {
                startFrontend(dataCentre, i);
                for (int viewer = 0; viewer < VIEWERS_PER_FRONTEND; viewer++) {
                    viewers.add(new Viewer(dataCentre + " viewer " + i + '.' + viewer, dataCentre, invariants));
                }
            }
        });
        viewers.forEach(this::comeBack);
    }

    // What actors use.

    Random random() {
        return random;
    }

    Network network() {
        return network;
    }

    Invariants invariants() {
        return invariants;
    }

    ByteBudget budget() {
        return budget;
    }

    long nowNanos() {
        return scheduler.nowNanos();
    }

    Instant now() {
        return BEGIN.plusMillis(scheduler.nowNanos() / 1_000_000);
    }

    Duration upTo(Duration most) {
        return Duration.ofNanos(1 + random.nextLong(most.toNanos()));
    }

    /** Unless the actor's process dies before. */
    void after(Actor actor, Duration delay, Runnable work) {
        scheduler.after(delay, () -> actor.process().run(work, false));
    }

    /** At that time, unless it is woken earlier. */
    void wake(Actor actor, long atNanos, Runnable work) {
        Long pending = wakes.get(actor);
        if (pending != null && pending <= atNanos && pending > nowNanos()) {
            return;
        }
        wakes.put(actor, atNanos);
        after(actor, Duration.ofNanos(Math.max(1, atNanos - nowNanos())), work);
    }

    boolean isBusy() {
        return random.nextDouble() < busy;
    }

    boolean commitFails() {
        return random.nextDouble() < commitFailures;
    }

    boolean answerGetsLost() {
        return random.nextDouble() < lostAnswers;
    }

    /** As that actor's node knows it: while there are two, nodes do not agree. */
    Optional<TopicActor> topicActor(String dataCentre, Actor asking) {
        List<TopicActor> running = sites.get(dataCentre).topicActors.stream()
                .filter(actor -> actor.process().isAlive())
                .toList();
        return running.isEmpty()
                ? Optional.empty()
                : Optional.of(running.get(Math.floorMod(asking.toString().hashCode(), running.size())));
    }

    Optional<TopicActor> otherTopicActor(String dataCentre, Actor asking) {
        String other = DATA_CENTRES.get(1 - DATA_CENTRES.indexOf(dataCentre));
        return topicActor(other, asking);
    }

    /** Any one that runs, for all that is known. */
    Optional<Backend> backend(String dataCentre) {
        List<Backend> running = new ArrayList<>();
        for (Backend backend : sites.get(dataCentre).backends) {
            if (backend.process().isAlive()) {
                running.add(backend);
            }
        }
        return running.isEmpty() ? Optional.empty() : Optional.of(running.get(random.nextInt(running.size())));
    }

    Set<Frontend> subscriptions(String dataCentre) {
        return sites.get(dataCentre).subscriptions;
    }

    // What runs it, and does harm.

    void runFor(Duration duration) {
        scheduler.runUntil(nowNanos() + duration.toNanos());
    }

    void later(Duration delay, Runnable work) {
        scheduler.after(delay, work);
    }

    Store store(String dataCentre) {
        return sites.get(dataCentre).store;
    }

    SimulatedNode backendProcess(String dataCentre, int number) {
        return sites.get(dataCentre).backendProcesses[number];
    }

    int frontends(String dataCentre) {
        return sites.get(dataCentre).frontends.length;
    }

    SimulatedNode frontendProcess(String dataCentre, int number) {
        return sites.get(dataCentre).frontendProcesses[number];
    }

    List<TopicActor> topicActors(String dataCentre) {
        List<TopicActor> actors = sites.get(dataCentre).topicActors;
        actors.removeIf(actor -> !actor.process().isAlive());
        return List.copyOf(actors);
    }

    List<Viewer> viewers() {
        return viewers;
    }

    List<Frontend> watchingFrontends() {
        return sites.values().stream()
                .flatMap(site -> List.of(site.frontends).stream())
                .filter(frontend -> frontend.process().isAlive() && frontend.isWatched())
                .toList();
    }

    void startBackend(String dataCentre, int number) {
        Site site = sites.get(dataCentre);
        site.backendProcesses[number] = new SimulatedNode(dataCentre + " backend " + number, dataCentre);
        site.backends[number] = new Backend(this, site.backendProcesses[number], site.store);
    }

    void startFrontend(String dataCentre, int number) {
        Site site = sites.get(dataCentre);
        if (site.frontends[number] != null) {
            site.subscriptions.remove(site.frontends[number]);
        }
        site.frontendProcesses[number] = new SimulatedNode(dataCentre + " frontend " + number, dataCentre);
        site.frontends[number] = new Frontend(this, site.frontendProcesses[number]);
    }

    /** One more, beside those there are. */
    void startTopicActor(String dataCentre) {
        Site site = sites.get(dataCentre);
        SimulatedNode dispatcher = new SimulatedNode(dataCentre + " dispatcher " + site.dispatchers++, dataCentre);
        site.topicActors.add(new TopicActor(this, dispatcher, new LinkedHashSet<>(site.subscriptions)));
        for (Frontend frontend : site.frontends) {
            if (frontend != null) {
                after(frontend, upTo(Duration.ofSeconds(1)), frontend::renewNow);
            }
        }
    }

    /** To a frontend of its data centre that runs; tries again while there is none. */
    void comeBack(Viewer viewer) {
        List<Frontend> running = new ArrayList<>();
        for (Frontend frontend : sites.get(viewer.dataCentre()).frontends) {
            if (frontend.process().isAlive()) {
                running.add(frontend);
            }
        }
        if (running.isEmpty()) {
            later(Duration.ofSeconds(1), () -> comeBack(viewer));
        } else {
            viewer.connect(running.get(random.nextInt(running.size())));
        }
    }

    /** Its viewers notice, and come back after a while. */
    void killFrontend(String dataCentre, int number) {
        SimulatedNode process = frontendProcess(dataCentre, number);
        process.kill();
        viewers.stream().filter(viewer -> viewer.isConnectedTo(process)).forEach(viewer -> {
            viewer.disconnect();
            later(upTo(Duration.ofSeconds(2)), () -> comeBack(viewer));
        });
    }

    void trouble(double busyBackends, double failingCommits, double lostAnswersOfCommits) {
        busy = busyBackends;
        commitFailures = failingCommits;
        lostAnswers = lostAnswersOfCommits;
    }

    /** What a sweep of the logs does when the data centres hear of each other again. */
    void compareDataCentres() {
        for (String dataCentre : DATA_CENTRES) {
            String other = DATA_CENTRES.get(1 - DATA_CENTRES.indexOf(dataCentre));
            Mark mark = store(other).mark();
            for (TopicActor actor : topicActors(dataCentre)) {
                topicActor(other, actor)
                        .ifPresent(there -> actor.process().run(() -> actor.compareWith(other, mark, there), false));
            }
        }
    }

    /** Whether every data centre has taken in all of the other's log. */
    boolean areLevel() {
        return DATA_CENTRES.stream().allMatch(dataCentre -> {
            String other = DATA_CENTRES.get(1 - DATA_CENTRES.indexOf(dataCentre));
            return store(dataCentre).cursor(other).equals(store(other).mark());
        });
    }
}
