package io.ovation.frontend.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.ovation.common.topic.Topic;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One or more events of a topic, encoded once for the whole node and shared by every connection that gets them.
 *
 * <p>The bytes lie in direct memory that the garbage collector owns, and are not counted: a frame that dies in the
 * mailbox of a stopped connection leaks nothing. Also the message by which a connection gets it, so that a fan-out
 * allocates nothing for each connection.
 */
public final class Frame implements Connection.Command {

    private enum Kind {
        LASTING,
        FLEETING,
        RECOVERY
    }

    private final Topic topic;
    private final ByteBuf bytes;
    private final Kind kind;

    private Frame(Topic topic, ByteBuf bytes, Kind kind) {
        this.topic = topic;
        this.bytes = bytes;
        this.kind = kind;
    }

    /** @param bytes direct memory that nobody writes to any more */
    static Frame of(Topic topic, ByteBuffer bytes) {
        return new Frame(topic, shared(bytes), Kind.LASTING);
    }

    /** A frame that is worth nothing once the next one, or a snapshot, has come: likes, typing, numbers. */
    static Frame fleeting(Topic topic, ByteBuffer bytes) {
        return new Frame(topic, shared(bytes), Kind.FLEETING);
    }

    /** A frame that makes up for whatever was lost of the topic before: a {@code gap} and a snapshot. */
    static Frame recovery(Topic topic, ByteBuffer bytes) {
        return new Frame(topic, shared(bytes), Kind.RECOVERY);
    }

    /**
     * @param frames at least one, all of one topic; what comes first leaves first, and only the first may be a recovery
     * @param slab where more than one are put together
     */
    static Frame join(List<Frame> frames, Slab slab) {
        if (frames.size() == 1) {
            return frames.get(0);
        }
        ByteBuffer all = slab.cut(frames.stream().mapToInt(Frame::length).sum());
        frames.forEach(frame -> all.put(frame.bytes.nioBuffer()));
        return new Frame(frames.get(0).topic, shared(all.flip()), kindOf(frames));
    }

    private static Kind kindOf(List<Frame> frames) {
        if (frames.get(0).isRecovery()) {
            return Kind.RECOVERY;
        }
        return frames.stream().allMatch(Frame::isFleeting) ? Kind.FLEETING : Kind.LASTING;
    }

    private static ByteBuf shared(ByteBuffer bytes) {
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes));
    }

    /** The same bytes for somebody who could do without them. */
    Frame asFleeting() {
        return new Frame(topic, bytes, Kind.FLEETING);
    }

    /** What a connection is told to drop when its viewer is too slow, and to make up for later. */
    Topic topic() {
        return topic;
    }

    /** Whether it brings a viewer up to date that has lost something of the topic. */
    boolean isRecovery() {
        return kind == Kind.RECOVERY;
    }

    /** Whether it is worth nothing to somebody who does not look, or looks too late. */
    boolean isFleeting() {
        return kind == Kind.FLEETING;
    }

    int length() {
        return bytes.readableBytes();
    }

    /** A view of the shared bytes with a reader index of its own. */
    ByteBuf bytes() {
        return bytes.duplicate();
    }
}
