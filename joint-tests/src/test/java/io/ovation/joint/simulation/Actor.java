package io.ovation.joint.simulation;

/** Somebody who is sent messages. Lives in a process, and dies with it. */
abstract class Actor {

    private final SimulatedNode process;
    private final String name;

    Actor(SimulatedNode process, String name) {
        this.process = process;
        this.name = name;
        process.host(this);
    }

    SimulatedNode process() {
        return process;
    }

    abstract void receive(Message message);

    @Override
    public String toString() {
        return name;
    }
}
