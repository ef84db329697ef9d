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

    private final Topic topic;
    private final ByteBuf bytes;
    private final boolean recovery;

    private Frame(Topic topic, ByteBuffer bytes, boolean recovery) {
        this.topic = topic;
        this.bytes = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes));
        this.recovery = recovery;
    }

    /** @param bytes direct memory that nobody writes to any more */
    static Frame of(Topic topic, ByteBuffer bytes) {
        return new Frame(topic, bytes, false);
    }

    /** A frame that makes up for whatever was lost of the topic before: a {@code gap} and a snapshot. */
    static Frame recovery(Topic topic, ByteBuffer bytes) {
        return new Frame(topic, bytes, true);
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
        return new Frame(frames.get(0).topic, all.flip(), frames.get(0).isRecovery());
    }

    /** What a connection is told to drop when its viewer is too slow, and to make up for later. */
    Topic topic() {
        return topic;
    }

    /** Whether it brings a viewer up to date that has lost something of the topic. */
    boolean isRecovery() {
        return recovery;
    }

    int length() {
        return bytes.readableBytes();
    }

    /** A view of the shared bytes with a reader index of its own. */
    ByteBuf bytes() {
        return bytes.duplicate();
    }
}
