package io.ovation.common.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ovation.common.trace.TracedKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A comment is taken back: nobody is shown its text any more, whichever of the two comes first.
 *
 * @param target the id of the comment
 * @param by the member who took it back, if known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Retraction(String id, String target, @Nullable String by) implements EntryBody {

    @Override
    public TracedKind tracedKind() {
        return TracedKind.RETRACTION;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.retraction(this);
    }

    @Override
    public int textBytes() {
        return Utf8.length(id) + Utf8.length(target) + (by == null ? 0 : Utf8.length(by));
    }

    @Override
    public Optional<String> retracts() {
        return Optional.of(target);
    }
}
