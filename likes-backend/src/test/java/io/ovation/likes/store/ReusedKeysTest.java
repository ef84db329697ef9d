package io.ovation.likes.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Emptied;
import io.ovation.common.log.Retraction;
import io.ovation.common.topic.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReusedKeysTest {

    private static final Topic VIDEO = Topic.video("a");
    private static final CommentContent FIRST = new CommentContent(CommentContent.textHash("first"), 1.5, true);

    @Test
    void repeatOfWhatIsStored_isNone_whenEverItWasAccepted() {
        assertThat(find(comment(1, "first", 1.5, true), comment(2, "first", 1.5, true)))
                .isEmpty();
    }

    @Test
    void anythingElseThatIsStored_isOne() {
        List<NewEntry> others = List.of(
                comment(1, "second", 1.5, true),
                comment(1, "first", 1.6, true),
                comment(1, "first", null, true),
                comment(1, "first", 1.5, false));

        assertThat(ReusedKeys.find(others, Set.of("id"), Map.of("id", FIRST)))
                .containsExactlyInAnyOrderElementsOf(others);
    }

    /** H2 gives a negative zero back as a positive one. */
    @Test
    void mediaTimes_areComparedAsNumbers() {
        CommentContent zero = new CommentContent(CommentContent.textHash("first"), 0.0, false);

        assertThat(ReusedKeys.find(List.of(comment(1, "first", -0.0, false)), Set.of("id"), Map.of("id", zero)))
                .isEmpty();
    }

    @Test
    void repeatOfWhatNobodyKnowsAnyMore_isNone() {
        List<NewEntry> entries = List.of(comment(1, "first", null, false), comment(1, "second", null, false));

        assertThat(ReusedKeys.find(entries, Set.of("id"), Map.of())).isEmpty();
    }

    @Test
    void ofOneBatch_theFirstCounts() {
        NewEntry first = comment(1, "first", null, false);
        NewEntry second = comment(1, "second", null, false);

        assertThat(ReusedKeys.find(
                        List.of(first, second, comment(2, "first", null, false), second), Set.of(), Map.of()))
                .containsExactly(second);
    }

    @Test
    void whatIsNoComment_isNone() {
        NewEntry retraction = new NewEntry(VIDEO, "here", new Retraction("r", "id", "ada"));
        NewEntry other = new NewEntry(VIDEO, "here", new Retraction("r", "id", "bob"));
        NewEntry emptied = new NewEntry(VIDEO, "here", new Emptied("id"));

        assertThat(ReusedKeys.find(List.of(retraction, other), Set.of(), Map.of()))
                .isEmpty();
        assertThat(find(emptied)).isEmpty();
    }

    private static Set<NewEntry> find(NewEntry... entries) {
        return ReusedKeys.find(List.of(entries), Set.of("id"), Map.of("id", FIRST));
    }

    private static NewEntry comment(long acceptedAt, String text, @Nullable Double mediaTime, boolean featured) {
        return new NewEntry(
                VIDEO, "here", new Comment("id", "ada", text, Instant.ofEpochMilli(acceptedAt), mediaTime, featured));
    }
}
