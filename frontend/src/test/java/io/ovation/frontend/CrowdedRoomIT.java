package io.ovation.frontend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.event.Event;
import io.ovation.common.http.Json;
import io.ovation.common.sse.SseEvent;
import io.ovation.common.topic.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More is said than can be read: everybody sees the same sample of it, and what they said themselves. */
@ExtendWith(NoLeaks.class)
class CrowdedRoomIT {

    /** As many as the mailbox of the actor that takes them has room for: nobody tells it of what it misses. */
    private static final int COMMENTS = 1_000;

    private static final int PER_SECOND = 20;
    private static final int OWN_EVERY = 50;
    private static final ScriptedTopics TOPICS = new ScriptedTopics();
    private static FrontendNode node;

    /** What a viewer was shown until it was told that everything is shown again. */
    private record Seen(List<String> own, List<String> others, List<JsonNode> reports) {}

    @BeforeAll
    static void start() throws Exception {
        node = FrontendNode.start(
                TOPICS, "ovation.frontend.stream { comments-per-second = " + PER_SECOND + ", typing-names = 3 }");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void everybodySeesTheSameSampleAndTheirOwnComments() throws Exception {
        Topic topic = Topic.video("crowded");
        try (ViewerStream ann = node.watch("topic=video:crowded&member=ann").settled();
                ViewerStream bob = node.watch("topic=video:crowded&member=bob").settled()) {
            for (int i = 0; i < COMMENTS; i++) {
                String member = i % OWN_EVERY == 0 ? "ann" : "member-" + i;
                TOPICS.say(topic, member, "hi");
            }

            Seen byAnn = readUntilOver(ann);
            Seen byBob = readUntilOver(bob);

            assertThat(byAnn.own()).hasSize(COMMENTS / OWN_EVERY).doesNotHaveDuplicates();
            assertThat(byAnn.others()).hasSizeBetween(1, COMMENTS / 2).isEqualTo(byBob.others());
            assertThat(byBob.own()).hasSizeLessThan(COMMENTS / OWN_EVERY);
            JsonNode first = byAnn.reports().get(0);
            assertThat(first.get("shown").intValue()).isLessThan(first.get("of").intValue());
            assertThat(byAnn.reports()).isEqualTo(byBob.reports());
        }
    }

    @Test
    void manyWhoType_areANumber() throws Exception {
        Topic topic = Topic.video("typing");
        try (ViewerStream viewer = node.watch("topic=video:typing").settled()) {
            for (String member : List.of("ann", "bob", "eve", "joe")) {
                TOPICS.deliver(topic, new Event.Typing(member, 60));
            }

            for (String member : List.of("ann", "bob", "eve")) {
                assertThat(viewer.next("typing").get("member").textValue()).isEqualTo(member);
            }
            JsonNode crowd = viewer.next("typing");
            assertThat(crowd.get("count").intValue()).isEqualTo(4);
            assertThat(crowd.has("member")).isFalse();
        }
    }

    private static Seen readUntilOver(ViewerStream viewer) throws IOException {
        Seen seen = new Seen(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        while (true) {
            SseEvent event = viewer.next();
            JsonNode data = Json.read(event.data().getBytes(UTF_8));
            if (event.name().equals("sampled")) {
                seen.reports().add(data);
                if (data.get("shown").equals(data.get("of"))) {
                    return seen;
                }
            } else if (event.name().equals("comment")) {
                boolean own = data.get("member").textValue().equals("ann");
                (own ? seen.own() : seen.others()).add(data.get("id").textValue());
            }
        }
    }
}
