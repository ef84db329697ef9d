package io.ovation.frontend.link;

import io.ovation.common.log.EventId;
import io.ovation.common.log.LogWindow;
import io.ovation.common.log.Mark;
import java.time.Instant;
import java.util.Optional;

/**
 * Where an earlier stream left off, as far as it concerns one topic.
 *
 * @param own the last id of that topic, if the viewer said so
 * @param latest the last id of the stream, which may be of another topic
 */
public record LastSeen(Optional<EventId> own, Optional<EventId> latest) {

    /** There was no earlier stream. */
    public static final LastSeen NOTHING = new LastSeen(Optional.empty(), Optional.empty());

    /** A place in this node's own log of the topic. */
    public static LastSeen at(Mark mark) {
        return new LastSeen(Optional.of(new EventId(Instant.EPOCH, mark)), Optional.empty());
    }

    public boolean isNothing() {
        return own.isEmpty() && latest.isEmpty();
    }

    /**
     * Where the viewer is to go on: from the stream's last id if that is of this topic; else from the topic's own; else
     * from the time of the stream's last id.
     *
     * @return empty if there may be more than the window holds
     */
    public Optional<Mark> resumeIn(LogWindow window, Instant now) {
        // Every log begins alike, so its beginning says nothing of which topic it was.
        Optional<Mark> exact = latest.flatMap(EventId::mark)
                .filter(mark -> mark.position() > 0)
                .filter(window::knows);
        if (exact.isPresent()) {
            return exact;
        }
        return own.isPresent()
                ? window.resume(own.get(), now)
                : latest.flatMap(id -> window.resume(new EventId(id.at(), Optional.empty()), now));
    }
}
