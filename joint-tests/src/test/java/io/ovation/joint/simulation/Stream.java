package io.ovation.joint.simulation;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.frontend.frame.TopicSnapshot;
import io.ovation.frontend.link.Joining;
import io.ovation.frontend.link.LastSeen;

/** One stream of a viewer, at one frontend. */
final class Stream implements Joining {

    private final Viewer viewer;
    private final Frontend frontend;
    private final LastSeen lastSeen;
    private boolean open = true;
    private boolean live;

    Stream(Viewer viewer, Frontend frontend, LastSeen lastSeen) {
        this.viewer = viewer;
        this.frontend = frontend;
        this.lastSeen = lastSeen;
    }

    void entry(Entry entry) {
        if (open) {
            viewer.entry(frontend, entry);
        }
    }

    void gap() {
        if (open) {
            viewer.gap();
        }
    }

    void snapshot(TopicSnapshot snapshot) {
        if (open) {
            live = true;
            for (Comment comment : snapshot.comments()) {
                viewer.shown(frontend, comment);
            }
            viewer.snapshot(snapshot.id());
        }
    }

    void close() {
        open = false;
    }

    boolean isOpen() {
        return open;
    }

    boolean isLive() {
        return open && live;
    }

    @Override
    public int loopIndex() {
        return 0;
    }

    @Override
    public Object viewer() {
        return this;
    }

    @Override
    public LastSeen lastSeen() {
        return lastSeen;
    }

    @Override
    public boolean wasWatching() {
        return false;
    }
}
