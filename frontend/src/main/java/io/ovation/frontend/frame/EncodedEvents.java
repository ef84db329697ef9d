package io.ovation.frontend.frame;

import io.netty.buffer.ByteBuf;
import io.ovation.common.log.EventId;
import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One or more events, encoded once and shared by every connection that gets them. What dies in the mailbox of a stopped
 * connection leaks nothing.
 */
public class EncodedEvents {

    private final @Nullable Topic topic;
    private final SharedBytes bytes;
    private final List<EventPart> parts;

    /**
     * @param topic null if they are about the stream itself
     * @param bytes nobody writes to them any more
     */
    EncodedEvents(@Nullable Topic topic, SharedBytes bytes, List<EventPart> parts) {
        this.topic = topic;
        this.bytes = bytes;
        this.parts = parts;
    }

    /** A view of the shared bytes with a reader index of its own. */
    public ByteBuf bytes() {
        return bytes.raw();
    }

    /** The same as one chunk of HTTP/1.1. */
    public ByteBuf chunk() {
        return bytes.chunk();
    }

    /** Without the framing of a chunk. */
    public int length() {
        return bytes.length();
    }

    /** One by one. */
    public List<StreamEvent> events() {
        return parts.stream().map(part -> StreamEvent.of(topic, part)).toList();
    }

    /** How many there are. */
    public int size() {
        return parts.size();
    }

    public int lengthOf(int index) {
        return parts.get(index).length();
    }

    /** The first that was logged after that position; {@link #size()} if none was. All must have ids. */
    public int firstAfter(long position) {
        int low = 0;
        int high = parts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (mark(middle).position() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Its place in the log, if it has an id. */
    public Mark mark(int index) {
        EventId id = Objects.requireNonNull(parts.get(index).id(), "an event without an id");
        return id.mark().orElseThrow();
    }

    /** Some of them, which lie side by side; not if they have been put together from others. */
    public EncodedEvents part(int first, int end) {
        int from = parts.get(first).from();
        return new EncodedEvents(topic, bytes.part(from, parts.get(end - 1).to()), parts.subList(first, end));
    }

    List<EventPart> parts() {
        return parts;
    }
}
