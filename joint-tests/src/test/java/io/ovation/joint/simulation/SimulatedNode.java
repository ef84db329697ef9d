package io.ovation.joint.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A process that runs, stands still, or is dead. While it stands still what it is sent waits, within bounds. */
final class SimulatedNode {

    /** Of messages that may be refused. */
    private static final int MOST_WAITING = 300;

    private final String name;
    private final String dataCentre;
    private final List<Actor> actors = new ArrayList<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean alive = true;
    private boolean paused;

    SimulatedNode(String name, String dataCentre) {
        this.name = name;
        this.dataCentre = dataCentre;
    }

    void host(Actor actor) {
        actors.add(actor);
    }

    String dataCentre() {
        return dataCentre;
    }

    boolean isAlive() {
        return alive;
    }

    void kill() {
        alive = false;
        waiting.clear();
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        while (!paused && !waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    /** @param droppable whether it may be refused */
    void run(Runnable work, boolean droppable) {
        if (!alive) {
            return;
        }
        if (!paused) {
            work.run();
        } else if (!droppable || waiting.size() < MOST_WAITING) {
            waiting.add(work);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
