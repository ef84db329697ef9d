package io.ovation.frontend.viewer;

import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.Frame;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a connection knows of its viewer: how long the stream was silent, whether the viewer keeps up, and on which
 * topics it lost something or is still being told what it missed. Measures time in beats, so that an event costs no look
 * at a clock.
 *
 * <p>While the viewer cannot take more bytes, frames are dropped and their topics remembered; once it can, it gets a
 * {@code gap} and a fresh snapshot for each. Until then the topic's further frames are dropped too: what came after the
 * hole would else be seen before the snapshot that fills it, and a stream that breaks off in between would resume behind
 * the hole. What is fleeting leaves no hole: a topic that lost nothing else goes on, and gets a snapshot without a gap.
 *
 * <p>What was missed before the stream began comes in pieces, each asked for when the one before it has been taken and
 * there is room. Until the last of them the topic's frames are passed over: they will be among the pieces.
 *
 * <p>A viewer that takes nothing for too many beats is given up.
 */
final class Viewer {

    /** A heartbeat leaves at the third beat without a write: after two to three beat intervals of silence. */
    static final int SILENT_BEATS = 2;

    private final int patienceBeats;
    private int silentBeats;
    private int stuckBeats;
    private Set<Topic> missed = Set.of();
    private Set<Topic> stale = Set.of();
    private Set<Topic> replaying = Set.of();
    private Map<Topic, Mark> replayedTo = Map.of();

    /** @param patienceBeats how many beats a viewer may take no bytes before it is given up */
    Viewer(int patienceBeats) {
        this.patienceBeats = patienceBeats;
    }

    void wrote() {
        silentBeats = 0;
    }

    /**
     * @param writable whether the connection can take bytes now
     * @return whether the viewer gets the frame
     */
    boolean takes(Frame frame, boolean writable) {
        Topic topic = frame.topic();
        if (replaying.contains(topic)) {
            return false;
        }
        if (writable && frame.isRecovery()) {
            forget(topic);
        }
        if (writable && !missed.contains(topic)) {
            return true;
        }
        lose(topic, frame.isFleeting());
        return false;
    }

    /**
     * @param writable whether the connection can take bytes now
     * @return whether the viewer gets it
     */
    boolean takes(CatchUp catchUp, boolean writable) {
        Topic topic = catchUp.topic();
        switch (catchUp.kind()) {
            case PIECE -> {
                replaying = with(replaying, topic);
                goOnFrom(topic, writable ? catchUp.through() : catchUp.after());
            }
            case LAST_PIECE -> {
                if (writable) {
                    forget(topic);
                } else {
                    replaying = with(replaying, topic);
                    goOnFrom(topic, catchUp.after());
                }
            }
            case BEGIN, RECOVERY -> {
                forget(topic);
                if (!writable) {
                    lose(topic, false);
                }
            }
            case REFRESH -> {
                if (!writable || missed.contains(topic)) {
                    lose(topic, true);
                    return false;
                }
            }
        }
        return writable;
    }

    /** Whether it is still being told what it missed of the topic. */
    boolean isReplaying(Topic topic) {
        return replaying.contains(topic);
    }

    /** It does not watch the topic any more, or has been made up for what it missed. */
    void forget(Topic topic) {
        missed = without(missed, topic);
        stale = without(stale, topic);
        replaying = without(replaying, topic);
        if (replayedTo.containsKey(topic)) {
            replayedTo.remove(topic);
        }
    }

    /** It has taken bytes, and can take more. */
    void tookBytes() {
        stuckBeats = 0;
    }

    /** The topics to make up for. */
    Set<Topic> missed() {
        return Set.copyOf(missed);
    }

    /** The topics of which it lost nothing but what a snapshot makes up for; it is asked for now. */
    Set<Topic> takeStale() {
        Set<Topic> taken = stale;
        stale = Set.of();
        return taken;
    }

    /** The topics of which the next piece is to be asked for, and where it begins; it is asked for now. */
    Map<Topic, Mark> takeReplays() {
        Map<Topic, Mark> taken = replayedTo;
        replayedTo = Map.of();
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

    private void lose(Topic topic, boolean fleeting) {
        if (!fleeting) {
            stale = without(stale, topic);
            missed = with(missed, topic);
        } else if (!missed.contains(topic)) {
            stale = with(stale, topic);
        }
    }

    private void goOnFrom(Topic topic, Mark mark) {
        replayedTo = replayedTo.isEmpty() ? new HashMap<>() : replayedTo;
        replayedTo.put(topic, mark);
    }

    /** Empty sets are shared, because nearly all viewers keep up. */
    private static Set<Topic> with(Set<Topic> topics, Topic topic) {
        Set<Topic> more = topics.isEmpty() ? new HashSet<>() : topics;
        more.add(topic);
        return more;
    }

    private static Set<Topic> without(Set<Topic> topics, Topic topic) {
        if (topics.contains(topic)) {
            topics.remove(topic);
        }
        return topics.isEmpty() ? Set.of() : topics;
    }

    /** What a beat asks for. */
    enum Beat {
        NOTHING,
        HEARTBEAT,
        GIVE_UP
    }
}
