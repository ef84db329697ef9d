package io.ovation.frontend.stream;

import akka.actor.typed.ActorRef;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way from the node's topics to one event loop. Broadcasts that have not reached all viewers yet are counted: past a
 * bound further ones are refused, so that a loop which cannot keep up costs a bounded amount of memory.
 */
final class LoopLink {

    private final int index;
    private final ActorRef<LoopSupervisor.Command> supervisor;
    private final int bound;
    private final AtomicInteger backlog = new AtomicInteger();

    LoopLink(int index, ActorRef<LoopSupervisor.Command> supervisor, int bound) {
        this.index = index;
        this.supervisor = supervisor;
        this.bound = bound;
    }

    int index() {
        return index;
    }

    /** @return whether it was taken; not if too many wait already */
    boolean broadcast(Frame frame) {
        return take(new LoopSupervisor.Broadcast(frame, this));
    }

    /** The same for those viewers alone who are this member. */
    boolean echo(String member, Frame frame) {
        return take(new LoopSupervisor.Echo(member, frame, this));
    }

    private boolean take(LoopSupervisor.Command broadcast) {
        if (backlog.get() >= bound) {
            return false;
        }
        backlog.incrementAndGet();
        supervisor.tell(broadcast);
        return true;
    }

    /** A broadcast or an echo has reached those whom it is for. */
    void done() {
        backlog.decrementAndGet();
    }

    void tell(LoopSupervisor.Command command) {
        supervisor.tell(command);
    }
}
