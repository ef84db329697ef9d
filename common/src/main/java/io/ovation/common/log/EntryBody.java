package io.ovation.common.log;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ovation.common.trace.TraceId;
import io.ovation.common.trace.Traceable;
import java.util.Optional;

/**
 * What an entry of a log says. Whoever has to tell the kinds apart implements {@link Visitor}, so that a further kind
 * does not compile until every such place knows it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Comment.class, name = "comment"),
    @JsonSubTypes.Type(value = Retraction.class, name = "retraction"),
    @JsonSubTypes.Type(value = Emptied.class, name = "emptied"),
})
public sealed interface EntryBody extends Traceable permits Comment, Retraction, Emptied {

    /** Unique across data centres; the same for every copy and every retry. */
    String id();

    /** Every data centre gives it the same. */
    @Override
    default long trace() {
        return TraceId.of(id());
    }

    <R> R accept(Visitor<R> visitor);

    /** The length of its texts in UTF-8. */
    int textBytes();

    /** The id of what it retracts, if anything. */
    Optional<String> retracts();

    /** One method for each kind. */
    interface Visitor<R> {
        R comment(Comment comment);

        R retraction(Retraction retraction);

        R emptied(Emptied emptied);
    }
}
