package io.ovation.likes.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.topic.Topic;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommentIdTest {

    private static final Topic VIDEO = Topic.video("42");

    @Test
    void freshIds_differAndSortByTime() {
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> CommentId.at(1_700_000_000_000L)))
                .doesNotHaveDuplicates();
        assertThat(CommentId.at(1_700_000_000_000L)).isLessThan(CommentId.at(1_700_000_000_001L));
        assertThat(UUID.fromString(CommentId.at(1_700_000_000_000L)).version()).isEqualTo(7);
    }

    /** The literal pins the derivation: a release that changed it would take a retry for a new comment. */
    @Test
    void derivedId_isTheSameForARetry() {
        assertThat(CommentId.derivedFrom(VIDEO, "ada", "k1")).isEqualTo("d4695532-3e18-830e-a01b-96b808023517");
        assertThat(UUID.fromString(CommentId.derivedFrom(VIDEO, "ada", "k1")).variant())
                .isEqualTo(2);
    }

    @Test
    void derivedId_dependsOnTopicMemberAndKey() {
        assertThat(new String[] {
                    CommentId.derivedFrom(VIDEO, "ada", "k1"),
                    CommentId.derivedFrom(VIDEO, "ada", "k2"),
                    CommentId.derivedFrom(VIDEO, "bob", "k1"),
                    CommentId.derivedFrom(Topic.conversation("42"), "ada", "k1"),
                    CommentId.derivedFrom(VIDEO, "adak", "1")
                })
                .doesNotHaveDuplicates();
    }
}
