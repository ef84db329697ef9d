package io.ovation.dispatcher.entity;

import io.ovation.common.memory.ByteBudget;
import io.ovation.common.memory.Droppable;

/**
 * How much may wait for an entity that starts. Messages that may be dropped have half of the places, and so many bytes,
 * of what all mailboxes of the node may take together: they do not keep out the others.
 */
final class StashRoom {

    private static final int DROPPABLE_BYTES = 1024 * 1024;

    private final int messages;
    private final ByteBudget budget;
    private int taken;
    private int droppable;
    private int droppableBytes;

    StashRoom(int messages, ByteBudget budget) {
        this.messages = messages;
        this.budget = budget;
    }

    /** @return whether there is room for the message, which takes it then */
    boolean take(Object message) {
        if (taken >= messages) {
            return false;
        }
        if (message instanceof Droppable one) {
            int size = one.bytes();
            if (2 * droppable >= messages || droppableBytes + size > DROPPABLE_BYTES || budget.isOverdrawn()) {
                return false;
            }
            droppable++;
            droppableBytes += size;
            budget.take(size);
        }
        taken++;
        return true;
    }

    /** Nothing waits any more. */
    void clear() {
        budget.take(-droppableBytes);
        taken = 0;
        droppable = 0;
        droppableBytes = 0;
    }
}
