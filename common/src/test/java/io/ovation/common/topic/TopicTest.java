package io.ovation.common.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {

    @ParameterizedTest
    @ValueSource(strings = {"video:42", "conversation:a.B_c~d-e", "presence:ann"})
    void topic_readsWhatItWrites(String name) {
        assertThat(Topic.parse(name)).hasToString(name);
    }

    @Test
    void factories_nameTheKind() {
        assertThat(Topic.video("1")).isEqualTo(Topic.parse("video:1"));
        assertThat(Topic.conversation("1")).isEqualTo(Topic.parse("conversation:1"));
        assertThat(Topic.presence("1")).isEqualTo(Topic.parse("presence:1"));
    }

    @Test
    void id_mayHave128Characters() {
        assertThat(Topic.video("x".repeat(128)).id()).hasSize(128);
        assertThatThrownBy(() -> Topic.video("x".repeat(129))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "42", ":42", "Video:42", "video", "likes:42", " video:42"})
    void unknownKind_isRefusedWithTheKindsThereAre(String name) {
        assertThatThrownBy(() -> Topic.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must start with 'video:', 'conversation:' or 'presence:'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"video:", "video:a b", "video:a/b", "video:ä", "video:1:2", "video:1\n", "video:%41"})
    void idWithOtherCharacters_isRefusedWithTheCharactersAllowed(String name) {
        assertThatThrownBy(() -> Topic.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("video id '")
                .hasMessageEndingWith("must be 1 to 128 characters of A-Z a-z 0-9 . _ ~ -");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void idThatIsADotSegment_isRefusedToClients_andReadFromStores(String id) {
        assertThatThrownBy(() -> Topic.wanted("video:" + id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("video id '" + id + "' must not be '.' or '..'");
        assertThatThrownBy(() -> Topic.requireId("member", id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("member id '" + id + "' must not be '.' or '..'");
        assertThat(Topic.parse("video:" + id)).isEqualTo(Topic.video(id)).hasToString("video:" + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", ".a", "a.", "..a", "-", "~", "_", "0"})
    void idThatIsUnreservedCharacters_isTaken(String id) {
        assertThat(Topic.requireId("member", id)).isEqualTo(id);
        assertThat(Topic.wanted("conversation:" + id).id()).isEqualTo(id);
    }

    @Test
    void refusal_echoesALineAtMost() {
        assertThatThrownBy(() -> Topic.parse("x".repeat(100_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
        assertThatThrownBy(() -> Topic.parse("video:" + "x".repeat(100_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }
}
