package io.ovation.frontend.frame;

import io.ovation.common.log.EventId;
import io.ovation.common.topic.Topic;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One event, for whoever does not want it as part of a stream. Holds on to nothing that it was encoded with. */
public final class StreamEvent {

    private final @Nullable Topic topic;
    private final EventPart part;

    private StreamEvent(@Nullable Topic topic, EventPart part) {
        this.topic = topic;
        this.part = part;
    }

    static StreamEvent of(@Nullable Topic topic, EventPart part) {
        return new StreamEvent(topic, part.copy());
    }

    public EventName name() {
        return part.name();
    }

    /** Null if it is about the stream itself. */
    public @Nullable Topic topic() {
        return topic;
    }

    /** Null if nothing can be resumed from it. */
    public @Nullable EventId id() {
        return part.id();
    }

    /** Its data. */
    public byte[] json() {
        return part.data();
    }

    /** The same without that comment of its topic; empty if that is what it is. */
    public Optional<StreamEvent> without(String comment) {
        if (!part.tells(comment)) {
            return Optional.of(this);
        }
        return comment.equals(part.comment())
                ? Optional.empty()
                : Optional.of(new StreamEvent(topic, part.copyWithout(comment)));
    }
}
