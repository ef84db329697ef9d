package io.ovation.frontend.stream;

import io.ovation.common.topic.Topic;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The event loops of a node, whose streams are on them, and which of them get a frame. */
final class Loops {

    private record Loop(LoopLink link, Set<String> members) {}

    private final StreamMetrics metrics;
    private final Map<Integer, Loop> loops = new TreeMap<>();

    Loops(StreamMetrics metrics) {
        this.metrics = metrics;
    }

    /** It has no viewers until it says so. */
    void started(LoopLink link) {
        loops.put(link.index(), new Loop(link, new HashSet<>()));
    }

    Optional<LoopLink> find(int index) {
        return Optional.ofNullable(loops.get(index)).map(Loop::link);
    }

    Collection<LoopLink> all() {
        return loops.values().stream().map(Loop::link).toList();
    }

    /** A loop that is not known yet will say so again when it introduces itself. */
    void memberCame(String member, LoopLink link) {
        members(link).add(member);
    }

    void memberLeft(String member, LoopLink link) {
        members(link).remove(member);
    }

    /** A loop that was refused a frame gets no more until it has been made up to: its viewers would see a hole. */
    void broadcast(LocalTopic<?, ?> local, Frame frame) {
        BitSet behind = local.behind();
        for (Loop loop : loops.values()) {
            int index = loop.link().index();
            if (local.hasViewers(index) && (behind.get(index) || !loop.link().broadcast(frame))) {
                refused(local, index);
            }
        }
    }

    /** To the member's own streams, wherever they are; the frame is made if there is one. */
    void echo(LocalTopic<?, ?> local, String member, Supplier<Frame> encode) {
        Frame frame = null;
        for (Loop loop : loops.values()) {
            int index = loop.link().index();
            if (local.hasViewers(index) && loop.members().contains(member)) {
                frame = frame == null ? encode.get() : frame;
                if (!loop.link().echo(member, frame)) {
                    refused(local, index);
                }
            }
        }
    }

    /** Makes up to loops for the frames that they were refused, once they take broadcasts again. */
    void makeUp(Topic topic, LocalTopic<?, ?> local, CatchUp catchUp) {
        BitSet behind = local.behind();
        if (behind.isEmpty()) {
            return;
        }
        Frame frame = catchUp.slow(topic, local);
        for (int index = behind.nextSetBit(0); index >= 0; index = behind.nextSetBit(index + 1)) {
            if (loops.get(index).link().broadcast(frame)) {
                behind.clear(index);
            }
        }
    }

    private Set<String> members(LoopLink link) {
        Loop loop = loops.get(link.index());
        return loop == null ? new HashSet<>() : loop.members();
    }

    private void refused(LocalTopic<?, ?> local, int index) {
        local.behind().set(index);
        metrics.framesDroppedBusyLoop().increment();
    }
}
