package io.ovation.likes.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.topic.Topic;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EntryIdTest {

    private static final Topic VIDEO = Topic.video("42");

    @Test
    void freshIds_differAndSortByTime() {
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> EntryId.at(1_700_000_000_000L)))
                .doesNotHaveDuplicates();
        assertThat(EntryId.at(1_700_000_000_000L)).isLessThan(EntryId.at(1_700_000_000_001L));
        assertThat(UUID.fromString(EntryId.at(1_700_000_000_000L)).version()).isEqualTo(7);
    }

    /** The literal pins the derivation: a release that changed it would take a retry for a new comment. */
    @Test
    void derivedId_isTheSameForARetry() {
        assertThat(EntryId.derivedFrom(VIDEO, "ada", "k1")).isEqualTo("d4695532-3e18-830e-a01b-96b808023517");
        assertThat(UUID.fromString(EntryId.derivedFrom(VIDEO, "ada", "k1")).variant())
                .isEqualTo(2);
    }

    @Test
    void derivedId_dependsOnTopicMemberAndKey() {
        assertThat(new String[] {
                    EntryId.derivedFrom(VIDEO, "ada", "k1"),
                    EntryId.derivedFrom(VIDEO, "ada", "k2"),
                    EntryId.derivedFrom(VIDEO, "bob", "k1"),
                    EntryId.derivedFrom(Topic.conversation("42"), "ada", "k1"),
                    EntryId.derivedFrom(VIDEO, "adak", "1")
                })
                .doesNotHaveDuplicates();
    }

    /** Pinned, too: data centres and releases that derived other ids would log the same retraction twice. */
    @Test
    void idOfARetraction_dependsOnItsTargetAlone() {
        assertThat(EntryId.ofRetraction("d4695532-3e18-830e-a01b-96b808023517"))
                .isEqualTo("7d6019a6-b943-8897-a410-3428ff2073f1")
                .isNotEqualTo(EntryId.ofRetraction("d4695532-3e18-830e-a01b-96b808023518"));
        assertThat(UUID.fromString(EntryId.ofRetraction("x")).version()).isEqualTo(8);
    }
}
