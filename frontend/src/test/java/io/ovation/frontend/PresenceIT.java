package io.ovation.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PresenceIT {

    @Test
    void streamOfAMember_isHeardOfWhenItOpensAndWhenItEnds() throws Exception {
        ScriptedTopics topics = new ScriptedTopics();
        // So rare that what is heard is not the next round.
        try (FrontendNode node = FrontendNode.start(topics, "ovation.presence.heartbeat = 1 h")) {
            ViewerStream ann = node.watch("topic=video:42&member=ann");
            assertThat(topics.awaitHeartbeat()).isEqualTo("ann");

            ann.close();

            assertThat(topics.awaitHeartbeat()).isEqualTo("ann");
        }
    }
}
