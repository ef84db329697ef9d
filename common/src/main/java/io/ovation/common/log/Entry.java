package io.ovation.common.log;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.ovation.common.protocol.WireMessage;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a topic's log, as one data centre has numbered it.
 *
 * @param mark its place in that data centre's log
 * @param origin the data centre that accepted it; null if that was before origins were kept
 * @param loggedAt when that data centre logged it, to the millisecond
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Entry(Mark mark, @Nullable String origin, Instant loggedAt, EntryBody body) implements WireMessage {

    /** What an entry takes beside its texts, at most: in a message as in memory. */
    private static final int OVERHEAD_BYTES = 256;

    @JsonIgnore
    public long position() {
        return mark.position();
    }

    @JsonIgnore
    public String id() {
        return body.id();
    }

    /** The {@code id:} of the event that tells viewers of it. */
    @JsonIgnore
    public EventId eventId() {
        return new EventId(loggedAt, mark);
    }

    /** Whether that data centre accepted it, for all we know. */
    public boolean mayComeFrom(String dataCentre) {
        return origin == null || origin.equals(dataCentre);
    }

    /** The same place with nothing in it. */
    public Entry emptied() {
        return new Entry(mark, origin, loggedAt, new Emptied(id()));
    }

    /** What it takes in a message, and near enough in memory. */
    public int bytes() {
        return OVERHEAD_BYTES + body.textBytes() + (origin == null ? 0 : Utf8.length(origin));
    }

    /** The id of what it retracts, if anything. */
    public Optional<String> retracts() {
        return body.retracts();
    }

    @JsonIgnore
    public Optional<Comment> comment() {
        return body instanceof Comment comment ? Optional.of(comment) : Optional.empty();
    }
}
