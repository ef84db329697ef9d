package io.ovation.frontend.stream;

import io.ovation.common.topic.Topic;
import java.util.HashSet;
import java.util.Set;

/**
 * What a connection knows of its viewer: how long the stream was silent, whether the viewer keeps up, and on which
 * topics it lost something. Measures time in beats, so that an event costs no look at a clock.
 *
 * <p>While the viewer cannot take more bytes, events are dropped and their topics remembered; once it can, it gets a
 * {@code gap} and a fresh snapshot for each. One that takes nothing for too many beats is given up.
 */
final class Viewer {

    /** A heartbeat leaves at the third beat without a write: after two to three beat intervals of silence. */
    static final int SILENT_BEATS = 2;

    private final int patienceBeats;
    private int silentBeats;
    private int stuckBeats;
    private Set<Topic> missed = Set.of();

    /** @param patienceBeats how many beats a viewer may take no bytes before it is given up */
    Viewer(int patienceBeats) {
        this.patienceBeats = patienceBeats;
    }

    void wrote() {
        silentBeats = 0;
    }

    void missed(Topic topic) {
        if (missed.isEmpty()) {
            missed = new HashSet<>();
        }
        missed.add(topic);
    }

    /** The topics to make up for; they count as made up for from now on. */
    Set<Topic> takeMissed() {
        Set<Topic> taken = missed;
        missed = Set.of();
        stuckBeats = 0;
        return taken;
    }

    /** @param writable whether the connection can take bytes now */
    Beat beat(boolean writable) {
        if (!writable) {
            stuckBeats++;
            return stuckBeats > patienceBeats ? Beat.GIVE_UP : Beat.NOTHING;
        }
        stuckBeats = 0;
        silentBeats++;
        return silentBeats > SILENT_BEATS ? Beat.HEARTBEAT : Beat.NOTHING;
    }

    /** What a beat asks for. */
    enum Beat {
        NOTHING,
        HEARTBEAT,
        GIVE_UP
    }
}
