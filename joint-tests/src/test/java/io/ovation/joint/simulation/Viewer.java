package io.ovation.joint.simulation;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.EventId;
import io.ovation.common.log.Mark;
import io.ovation.frontend.link.LastSeen;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who watches at one frontend after the other, all of one data centre, and comes back with the last event id.
 * Knows what it may be told next: whatever follows in the log on what it has, unless a gap says that something is
 * missing.
 */
final class Viewer {

    private final String name;
    private final String dataCentre;
    private final Invariants invariants;
    private @Nullable Stream stream;
    private @Nullable Frontend frontend;
    private Optional<EventId> lastSeen = Optional.empty();
    private boolean excused = true;
    private boolean resumes;

    Viewer(String name, String dataCentre, Invariants invariants) {
        this.name = name;
        this.dataCentre = dataCentre;
        this.invariants = invariants;
    }

    String dataCentre() {
        return dataCentre;
    }

    void connect(Frontend to) {
        disconnect();
        frontend = to;
        // A stream that resumes is told what is missing, or that it is.
        excused = lastSeen.isEmpty();
        resumes = true;
        stream = new Stream(
                this,
                to,
                lastSeen.map(id -> new LastSeen(Optional.of(id), Optional.empty()))
                        .orElse(LastSeen.NOTHING));
        to.process().run(() -> to.join(stream), false);
    }

    void disconnect() {
        if (stream != null && frontend != null) {
            Stream ended = stream;
            Frontend left = frontend;
            ended.close();
            left.process().run(() -> left.leave(ended), false);
            stream = null;
            frontend = null;
        }
    }

    boolean isConnectedTo(SimulatedNode process) {
        return frontend != null && frontend.process() == process;
    }

    boolean isLive() {
        return stream != null && stream.isLive();
    }

    void entry(Frontend by, Entry entry) {
        invariants.onTold(by, entry.body());
        if (!excused) {
            invariants.onNext(this, lastSeen.orElseThrow(), resumes, entry.mark());
        }
        resumes = false;
        lastSeen = Optional.of(entry.eventId());
    }

    void gap() {
        excused = true;
    }

    void shown(Frontend by, Comment comment) {
        invariants.onTold(by, comment);
    }

    void snapshot(EventId id) {
        if (!excused) {
            invariants.onSnapshot(
                    this, lastSeen.orElseThrow(), resumes, id.mark().orElseThrow());
        }
        excused = false;
        resumes = false;
        lastSeen = Optional.of(id);
    }

    /** How far it has come; the beginning if it was never told anything. */
    Mark place() {
        return lastSeen.flatMap(EventId::mark).orElse(Mark.START);
    }

    @Override
    public String toString() {
        return name;
    }
}
