package io.ovation.common.log;

import io.ovation.common.trace.TracedKind;
import java.util.Optional;

/** A comment that was retracted. It keeps its place, so that the log's numbers and checks stay what they are. */
public record Emptied(String id) implements EntryBody {

    @Override
    public TracedKind tracedKind() {
        return TracedKind.COMMENT;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.emptied(this);
    }

    @Override
    public int textBytes() {
        return Utf8.length(id);
    }

    /** Its retraction is an entry of its own. */
    @Override
    public Optional<String> retracts() {
        return Optional.empty();
    }
}
