package io.ovation.common.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a member said.
 *
 * @param id unique across data centres; the same for every copy and retry of one comment
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
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean featured) {

    /** Of a member who is not featured. */
    public Comment(String id, String member, String text, Instant at, @Nullable Double mediaTime) {
        this(id, member, text, at, mediaTime, false);
    }
}
