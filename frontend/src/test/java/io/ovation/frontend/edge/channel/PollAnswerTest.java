package io.ovation.frontend.edge.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Event;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.EntryBody;
import io.ovation.common.log.EventId;
import io.ovation.common.log.Mark;
import io.ovation.common.log.Retraction;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Tracing;
import io.ovation.frontend.frame.EncodedEvents;
import io.ovation.frontend.frame.FrameEncoder;
import io.ovation.frontend.frame.GapReason;
import io.ovation.frontend.frame.Greeting;
import io.ovation.frontend.frame.TopicSnapshot;
import io.ovation.frontend.link.LastSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PollAnswerTest {

    private static final Topic CATS = Topic.video("cats");
    private static final Topic DOGS = Topic.video("dogs");
    private static final Topic ANN = Topic.presence("ann");
    private static final Topic BOB = Topic.presence("bob");
    private static final LastSeen LATEST = new LastSeen(Optional.empty(), Optional.of(id(7)));
    private static final LastSeen OWN = new LastSeen(Optional.of(id(7)), Optional.empty());
    private static final Greeting GREETING = new Greeting("n1", Duration.ofSeconds(15), Duration.ofSeconds(1));

    private final FrameEncoder encoder = new FrameEncoder(Tracing.off());

    @Test
    void firstPoll_isReadyWhenEachTopicHasSaidHowItStands() {
        PollAnswer answer = answer(1_000, LastSeen.NOTHING, CATS, DOGS);
        answer.gather(List.of(GREETING.hello("id", false, false)));
        answer.gather(List.of(snapshot(CATS, 9)));
        assertThat(answer.isReady()).isFalse();

        answer.gather(List.of(snapshot(DOGS, 8)));

        assertThat(answer.isReady()).isTrue();
        assertThat(json(answer)).isEqualTo("""
                [{"event":"snapshot","id":"%s","data":{"topic":"video:dogs","likes":{},"viewers":0,"comments":[]}},\
                {"event":"snapshot","id":"%s","data":{"topic":"video:cats","likes":{},"viewers":0,"comments":[]}}]""".formatted(id(8), id(9)));
    }

    @Test
    void laterPoll_waitsForMoreThanASnapshot() {
        PollAnswer answer = answer(1_000, OWN, CATS);
        answer.gather(List.of(snapshot(CATS, 7)));
        assertThat(answer.isReady()).isFalse();
        assertThat(json(answer)).isEqualTo("[]");

        answer.gather(List.of(encoder.viewers(CATS, 2)));

        assertThat(answer.isReady()).isTrue();
        assertThat(json(answer)).isEqualTo("[{\"event\":\"viewers\",\"data\":{\"topic\":\"video:cats\",\"count\":2}}]");
    }

    @Test
    void laterPoll_isToldWhatItMissedInWhateverPiecesItComes() {
        PollAnswer answer = answer(10_000, OWN, CATS);
        answer.gather(List.of(comment(CATS, 6), comment(CATS, 8)));
        assertThat(answer.isReady()).isFalse();

        // By the order of the topic it was missed, whatever the clock of its backend said.
        answer.gather(List.of(retracted(CATS, 9), snapshot(CATS, 9)));

        assertThat(answer.isReady()).isTrue();
        assertThat(json(answer))
                .containsSubsequence(
                        "\"event\":\"comment\",\"id\":\"" + id(6) + "\"",
                        "\"event\":\"comment\",\"id\":\"" + id(8) + "\"",
                        "\"event\":\"retracted\",\"id\":\"" + id(9) + "\"",
                        "\"event\":\"snapshot\"");
    }

    @Test
    void laterPollOfSeveralTopics_isNotToldTheSameOverAndOver() {
        PollAnswer answer = answer(1_000, LATEST, CATS, DOGS);
        answer.gather(List.of(snapshot(CATS, 7)));
        answer.gather(List.of(comment(DOGS, 6), comment(DOGS, 7), snapshot(DOGS, 7)));
        assertThat(answer.isReady()).isFalse();
        assertThat(json(answer)).isEqualTo("[]");

        answer.gather(List.of(comment(DOGS, 8)));

        assertThat(answer.isReady()).isTrue();
    }

    @Test
    void laterPollOfSeveralTopics_goesByEachTopicsOwnPlace() {
        Map<Topic, LastSeen> topics = new HashMap<>();
        topics.put(CATS, OWN);
        topics.put(DOGS, new LastSeen(Optional.of(id(3)), Optional.of(id(7))));
        PollAnswer answer = new PollAnswer(topics, 1_000);
        answer.gather(List.of(snapshot(CATS, 7)));

        answer.gather(List.of(comment(DOGS, 5), snapshot(DOGS, 5)));

        assertThat(answer.isReady()).isTrue();
        assertThat(json(answer)).contains(id(5).toString());
    }

    @Test
    void topicThatHasNotBegun_isShownItsSnapshotBesideOnesThatHave() {
        Map<Topic, LastSeen> topics = new HashMap<>();
        topics.put(CATS, OWN);
        topics.put(DOGS, LastSeen.NOTHING);
        PollAnswer answer = new PollAnswer(topics, 1_000);
        answer.gather(List.of(snapshot(CATS, 7)));

        answer.gather(List.of(snapshot(DOGS, 5)));

        assertThat(answer.isReady()).isTrue();
        assertThat(json(answer)).contains("video:dogs").doesNotContain("video:cats");
    }

    @Test
    void firstPollOfMembers_isReadyWhenTheStatusOfEachIsTold() {
        PollAnswer answer = answer(1_000, LastSeen.NOTHING, ANN, BOB);
        answer.gather(List.of(presence(ANN, true)));
        assertThat(answer.isReady()).isFalse();

        answer.gather(List.of(presence(BOB, false)));

        assertThat(answer.isReady()).isTrue();
    }

    @Test
    void laterPollOfMembers_waitsForAChangeAndTellsAllStatuses() {
        PollAnswer answer = answer(1_000, LATEST, CATS, ANN);
        answer.gather(List.of(presence(ANN, true)));
        answer.gather(List.of(snapshot(CATS, 7)));
        assertThat(answer.isReady()).isFalse();

        answer.gather(List.of(presence(ANN, false)));

        assertThat(answer.isReady()).isTrue();
        assertThat(json(answer)).contains("online", "offline").doesNotContain("snapshot");
    }

    @Test
    void gap_isNews() {
        PollAnswer answer = answer(1_000, OWN, CATS);

        answer.gather(List.of(encoder.gap(CATS, GapReason.EXPIRED), snapshot(CATS, 9)));

        assertThat(answer.isReady()).isTrue();
        assertThat(json(answer)).contains("\"gap\"", "\"snapshot\"");
    }

    @Test
    void retraction_takesTheCommentOutOfWhatIsGathered() {
        PollAnswer answer = answer(10_000, LastSeen.NOTHING, CATS, DOGS);
        Comment taken = new Comment("c-8", "ann", "taken back", Instant.EPOCH, null, false);
        Comment other = new Comment("c-7", "ann", "other", Instant.EPOCH, null, false);
        answer.gather(List.of(
                encoder.snapshot(new TopicSnapshot(CATS, Map.of(), 0, List.of(other, taken), null, id(8))),
                encoder.entries(CATS, List.of(entry(8, taken), entry(9, other))),
                encoder.entries(DOGS, List.of(entry(8, taken)))));

        answer.retract(CATS, "c-8");

        answer.gather(List.of(snapshot(DOGS, 8)));
        assertThat(json(answer))
                .contains("\"comments\":[{\"id\":\"c-7\"", "\"text\":\"other\"")
                .containsOnlyOnce("\"text\":\"taken back\"")
                .contains("\"topic\":\"video:dogs\",\"id\":\"c-8\"");
    }

    @Test
    void bye_isTheLastWord() {
        PollAnswer answer = answer(1_000, OWN, CATS);
        answer.gather(List.of(comment(CATS, 8)));

        answer.gather(List.of(GREETING.bye("shutdown", Duration.ofMillis(0))));

        assertThat(answer.isReady()).isTrue();
        assertThat(json(answer))
                .endsWith(",{\"event\":\"bye\",\"data\":{\"reason\":\"shutdown\",\"reconnectAfterMs\":0}}]");
    }

    @Test
    void gathering_isBounded() {
        PollAnswer answer = answer(1_000, LastSeen.NOTHING, CATS, DOGS);
        while (!answer.isFull()) {
            assertThat(answer.isReady()).isFalse();
            answer.gather(List.of(comment(CATS, 9)));
        }

        assertThat(answer.isReady()).isTrue();
        assertThat(answer.bytes()).isBetween(1_001L, 1_500L);
    }

    private static PollAnswer answer(int maxBytes, LastSeen lastSeen, Topic... topics) {
        Map<Topic, LastSeen> places = new HashMap<>();
        for (Topic topic : topics) {
            places.put(topic, lastSeen);
        }
        return new PollAnswer(places, maxBytes);
    }

    private EncodedEvents snapshot(Topic topic, int number) {
        return encoder.snapshot(new TopicSnapshot(topic, Map.of(), 0, List.of(), null, id(number)));
    }

    private EncodedEvents presence(Topic topic, boolean online) {
        return encoder.presence(topic, new Event.Presence(online, null));
    }

    private EncodedEvents comment(Topic topic, int number) {
        Comment comment = new Comment("c-" + number, "ann", "hi", Instant.EPOCH, null, false);
        return encoder.entries(topic, List.of(entry(number, comment)));
    }

    private EncodedEvents retracted(Topic topic, int number) {
        return encoder.entries(topic, List.of(entry(number, new Retraction("r", "c-1", null))));
    }

    private static Entry entry(int number, EntryBody body) {
        return new Entry(id(number).mark().orElseThrow(), "here", id(number).at(), body);
    }

    private static EventId id(int number) {
        return new EventId(Instant.ofEpochMilli(number), new Mark(number, number));
    }

    private static String json(PollAnswer answer) {
        return new String(answer.toJson(), UTF_8);
    }
}
