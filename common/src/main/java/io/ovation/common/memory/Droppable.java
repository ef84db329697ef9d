package io.ovation.common.memory;

/**
 * A message that a full mailbox may refuse: what is lost with it is noticed and made up for. Every other message is
 * always taken.
 */
public interface Droppable {

    /** What it takes in memory, about. */
    int bytes();
}
