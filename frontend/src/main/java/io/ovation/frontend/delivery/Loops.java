package io.ovation.frontend.delivery;

import io.micrometer.core.instrument.Counter;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Drill;
import io.ovation.common.trace.Stage;
import io.ovation.frontend.frame.Frame;
import io.ovation.frontend.link.LoopLink;
import io.ovation.frontend.link.LoopMessage;
import io.ovation.frontend.topic.TopicViewers;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The event loops of a node, and which of them get a frame. */
final class Loops {

    private final Map<Integer, LoopLink> loops = new TreeMap<>();
    private final Counter refused;
    private final Drill drill;

    /** @param refused counts what a loop had no room for */
    Loops(Counter refused, Drill drill) {
        this.refused = refused;
        this.drill = drill;
    }

    /** It has no viewers until it says so. */
    void started(LoopLink link) {
        loops.put(link.index(), link);
    }

    Collection<LoopLink> all() {
        return loops.values();
    }

    /** A loop that was refused a frame gets no more until it has been made up to: its viewers would see a hole. */
    void broadcast(TopicViewers viewers, Frame frame) {
        broadcast(viewers, loop -> loop.broadcast(frame));
    }

    /** @param written told of each loop that all its viewers have the frame, and how many there were; by its thread */
    void broadcast(TopicViewers viewers, Frame frame, IntConsumer written) {
        broadcast(viewers, loop -> {
            int count = viewers.count(loop.index());
            return loop.broadcast(frame, () -> written.accept(count));
        });
    }

    private void broadcast(TopicViewers viewers, Predicate<LoopLink> send) {
        for (LoopLink loop : loops.values()) {
            int index = loop.index();
            if (viewers.isWatching(index) && (viewers.isBehind(index) || !passes(loop, send))) {
                refused(viewers, index);
            }
        }
    }

    private boolean passes(LoopLink loop, Predicate<LoopLink> send) {
        if (drill.isAt(Stage.WRITTEN)) {
            // What a loop refuses then is lost.
            drill.pass(() -> refused.increment(send.test(loop) ? 0 : 1));
            return true;
        }
        return send.test(loop);
    }

    /** To the member's own streams, wherever they are; the frame is made if there is one. */
    void echo(TopicViewers viewers, String member, Supplier<Frame> encode) {
        Frame frame = null;
        for (LoopLink loop : loops.values()) {
            if (viewers.isWatching(loop.index()) && loop.isPresent(member)) {
                frame = frame == null ? encode.get() : frame;
                if (!loop.echo(member, frame)) {
                    refused(viewers, loop.index());
                }
            }
        }
    }

    /** The comment vanishes from what is under way, though a loop may have room for nothing more. */
    void retract(TopicViewers viewers, Topic topic, String comment) {
        LoopMessage retract = new LoopMessage.Retract(topic, comment);
        for (LoopLink loop : loops.values()) {
            if (viewers.isWatching(loop.index())) {
                loop.tell(retract);
            }
        }
    }

    /** Makes up to loops for the frames that they were refused, if they take broadcasts again. */
    void makeUp(TopicViewers viewers, Supplier<Frame> encode) {
        @Nullable Frame frame = null;
        for (LoopLink loop : loops.values()) {
            if (viewers.isBehind(loop.index())) {
                frame = frame == null ? encode.get() : frame;
                if (loop.broadcast(frame)) {
                    viewers.madeUp(loop.index());
                }
            }
        }
    }

    private void refused(TopicViewers viewers, int loop) {
        viewers.refused(loop, System.nanoTime());
        refused.increment();
    }
}
