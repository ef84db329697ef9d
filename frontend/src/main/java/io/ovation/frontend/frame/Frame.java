package io.ovation.frontend.frame;

import io.ovation.common.topic.Topic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Events of one topic. Also the message by which a connection gets them. */
public final class Frame extends EncodedEvents implements ViewerMessage {

    private enum Kind {
        LASTING,
        FLEETING,
        RECOVERY
    }

    private final Topic topic;
    private final Kind kind;

    private Frame(Topic topic, SharedBytes bytes, List<EventPart> parts, Kind kind) {
        super(topic, bytes, parts);
        this.topic = topic;
        this.kind = kind;
    }

    static Frame lasting(Topic topic, SharedBytes bytes, List<EventPart> parts) {
        return new Frame(topic, bytes, parts, Kind.LASTING);
    }

    /** A frame that is worth nothing once the next one, or a snapshot, has come: likes, typing, numbers. */
    static Frame fleeting(Topic topic, SharedBytes bytes, List<EventPart> parts) {
        return new Frame(topic, bytes, parts, Kind.FLEETING);
    }

    /** A frame that makes up, with a snapshot in it or behind it, for whatever was lost of the topic before. */
    static Frame recovery(Topic topic, SharedBytes bytes, List<EventPart> parts) {
        return new Frame(topic, bytes, parts, Kind.RECOVERY);
    }

    /**
     * @param frames at least one, all of one topic; what comes first leaves first, and only the first may be a recovery
     * @param slab where more than one are put together
     */
    public static Frame join(List<Frame> frames, Slab slab) {
        if (frames.size() == 1) {
            return frames.get(0);
        }
        SharedBytes all =
                SharedBytes.allocate(frames.stream().mapToInt(Frame::length).sum(), slab::cut);
        ByteBuffer content = all.content();
        List<EventPart> parts = new ArrayList<>(frames.size());
        for (Frame frame : frames) {
            content.put(frame.bytes().nioBuffer());
            parts.addAll(frame.parts());
        }
        return new Frame(frames.get(0).topic, all, parts, kindOf(frames));
    }

    private static Kind kindOf(List<Frame> frames) {
        if (frames.get(0).isRecovery()) {
            return Kind.RECOVERY;
        }
        return frames.stream().allMatch(Frame::isFleeting) ? Kind.FLEETING : Kind.LASTING;
    }

    /** What a connection is told to drop when its viewer is too slow, and to make up for later. */
    public Topic topic() {
        return topic;
    }

    /** Whether it brings a viewer up to date that has lost something of the topic. */
    public boolean isRecovery() {
        return kind == Kind.RECOVERY;
    }

    /** Whether it is worth nothing to somebody who does not look, or looks too late. */
    public boolean isFleeting() {
        return kind == Kind.FLEETING;
    }

    /** Whether the text of that comment is in it. */
    public boolean tells(String comment) {
        for (EventPart part : parts()) {
            if (part.tells(comment)) {
                return true;
            }
        }
        return false;
    }

    /** Made anew without that comment; empty if nothing is left. */
    public Optional<Frame> without(String comment) {
        List<EventPart> kept =
                parts().stream().filter(part -> !comment.equals(part.comment())).toList();
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        SharedBytes copied = SharedBytes.allocate(
                kept.stream().mapToInt(part -> part.lengthWithout(comment)).sum(), ByteBuffer::allocateDirect);
        ByteBuffer content = copied.content();
        List<EventPart> parts = new ArrayList<>();
        kept.forEach(part -> parts.add(part.copyWithout(comment, content, copied.source())));
        return Optional.of(new Frame(topic, copied, parts, kind));
    }
}
