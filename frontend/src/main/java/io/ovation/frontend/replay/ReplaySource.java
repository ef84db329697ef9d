package io.ovation.frontend.replay;

import io.ovation.common.log.Entry;
import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;

/** The latest stretch of a topic's log, from which replays are read. */
public interface ReplaySource {

    Topic topic();

    /** Another number whenever what has been encoded of it may no longer be sent. */
    long history();

    /** The place before the oldest entry that is here. */
    Mark after();

    /** The place after the latest. */
    Mark last();

    /** What is here after that position, in order; good until anything changes. */
    Iterable<Entry> entriesAfter(long position);

    /** Whether everybody is shown what is at that position; if not, its own member is, and nobody else. */
    boolean isShown(long position);
}
