package io.ovation.common.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ovation.common.trace.TracedKind;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a member said.
 *
 * @param at when its first data centre accepted it, to the millisecond
 * @param mediaTime seconds into the video at which the member said it, if known
 * @param featured whether the publisher vouches that the member is one whom the audience came for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Comment(
        String id,
        String member,
        String text,
        Instant at,
        @Nullable Double mediaTime,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean featured)
        implements EntryBody {

    @Override
    public TracedKind tracedKind() {
        return TracedKind.COMMENT;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.comment(this);
    }

    @Override
    public int textBytes() {
        return Utf8.length(id) + Utf8.length(member) + Utf8.length(text);
    }

    @Override
    public Optional<String> retracts() {
        return Optional.empty();
    }
}
