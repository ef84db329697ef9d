package io.ovation.frontend.link;

import akka.actor.typed.ActorRef;
import io.ovation.frontend.frame.Frame;
import io.ovation.frontend.frame.ViewerMessage;

/**
 * The way from the node's topics to one event loop. Broadcasts that have not reached all viewers yet are counted: past a
 * bound further ones are refused, so that a loop which cannot keep up costs a bounded amount of memory.
 */
public final class LoopLink {

    private final int index;
    private final ActorRef<LoopMessage> loop;
    private final Backlog backlog;
    private final LoopMembers<ActorRef<ViewerMessage>> members;

    public LoopLink(
            int index, ActorRef<LoopMessage> loop, Backlog backlog, LoopMembers<ActorRef<ViewerMessage>> members) {
        this.index = index;
        this.loop = loop;
        this.backlog = backlog;
        this.members = members;
    }

    public int index() {
        return index;
    }

    /** @return whether it was taken; not if too many wait already */
    public boolean broadcast(Frame frame) {
        if (!backlog.take()) {
            return false;
        }
        loop.tell(new LoopMessage.Broadcast(frame, backlog));
        return true;
    }

    /** @param written told by the loop once all its viewers have the frame */
    public boolean broadcast(Frame frame, Runnable written) {
        if (!backlog.take()) {
            return false;
        }
        loop.tell(new LoopMessage.Broadcast(frame, () -> {
            backlog.run();
            written.run();
        }));
        return true;
    }

    /** The same for those viewers alone who are this member. */
    public boolean echo(String member, Frame frame) {
        if (!backlog.take()) {
            return false;
        }
        loop.tell(new LoopMessage.Echo(member, frame, backlog));
        return true;
    }

    /** Whether it has a stream of that member. */
    public boolean isPresent(String member) {
        return members.isPresent(member);
    }

    public void tell(LoopMessage message) {
        loop.tell(message);
    }
}
