package io.ovation.systemtests.fault.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WitnessTest {

    private final Witness witness = new Witness("grace", "default", Set.of("video:1", "video:2"));

    @Test
    void position_isTheLastIdOfAnyTopic() {
        assertThat(witness.onConnecting()).isEmpty();

        witness.onEvent("", "open", about("video:1"), 1);
        witness.onEvent("a", "snapshot", about("video:1"), 2);
        witness.onEvent("b", "snapshot", about("video:2"), 3);
        witness.onEvent("b", "viewers", about("video:1"), 4);

        assertThat(witness.onConnecting()).isEqualTo("b");
    }

    @Test
    void position_outlivesAStreamThatHasNone() {
        witness.onEvent("a", "snapshot", about("video:1"), 1);
        witness.onConnecting();
        witness.onEvent("", "open", about("video:1"), 2);

        assertThat(witness.onConnecting()).isEqualTo("a");
    }

    @Test
    void joined_meansASnapshotOfEveryTopic() {
        witness.onEvent("a", "snapshot", about("video:1"), 1);
        assertThat(witness.hasJoined()).isFalse();

        witness.onEvent("b", "snapshot", about("video:2"), 2);
        assertThat(witness.hasJoined()).isTrue();
    }

    @Test
    void everyOpenStream_isNoted() {
        witness.onEvent("", "open", about("video:1"), 5);
        witness.onEvent("", "open", about("video:1"), 7);

        assertThat(witness.opened()).containsExactly(5L, 7L);
    }

    private static ObjectNode about(String topic) {
        return JsonNodeFactory.instance.objectNode().put("topic", topic);
    }
}
