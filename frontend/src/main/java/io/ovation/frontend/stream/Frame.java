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

    private Frame(Topic topic, ByteBuf bytes) {
        this.topic = topic;
        this.bytes = bytes;
    }

    /** @param bytes direct memory that nobody writes to any more */
    static Frame of(Topic topic, ByteBuffer bytes) {
        return new Frame(topic, Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes)));
    }

    /** @param frames at least one, all of one topic; what comes first leaves first */
    static Frame join(List<Frame> frames) {
        if (frames.size() == 1) {
            return frames.get(0);
        }
        int length =
                frames.stream().mapToInt(frame -> frame.bytes.readableBytes()).sum();
        ByteBuffer all = ByteBuffer.allocateDirect(length);
        frames.forEach(frame -> all.put(frame.bytes.nioBuffer()));
        return of(frames.get(0).topic, all.flip());
    }

    /** What a connection is told to drop when its viewer is too slow, and to make up for later. */
    Topic topic() {
        return topic;
    }

    /** A view of the shared bytes with a reader index of its own. */
    ByteBuf bytes() {
        return bytes.duplicate();
    }
}
