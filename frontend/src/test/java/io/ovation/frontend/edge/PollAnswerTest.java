package io.ovation.frontend.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.EventId;
import io.ovation.common.topic.Topic;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PollAnswerTest {

    private static final Topic CATS = Topic.video("cats");
    private static final Topic DOGS = Topic.video("dogs");
    private static final Topic ANN = Topic.presence("ann");
    private static final Topic BOB = Topic.presence("bob");
    private static final Optional<EventId> SEEN = Optional.of(new EventId(7));
    private static final String OPEN = "retry: 5\nevent: open\ndata: {}\n\n";

    @Test
    void firstPoll_isReadyWhenEachTopicHasSaidHowItStands() {
        PollAnswer answer = new PollAnswer(Set.of(CATS, DOGS), Optional.empty(), 1_000);
        gather(answer, OPEN, snapshot(CATS, 9));
        assertThat(answer.isReady()).isFalse();

        gather(answer, snapshot(DOGS, 8));

        assertThat(answer.isReady()).isTrue();
        assertThat(json(answer)).isEqualTo("""
                [{"event":"snapshot","id":"0000000000000008","data":{"topic":"video:dogs"}},\
                {"event":"snapshot","id":"0000000000000009","data":{"topic":"video:cats"}}]""");
    }

    @Test
    void laterPoll_waitsForMoreThanASnapshot() {
        PollAnswer answer = new PollAnswer(Set.of(CATS), SEEN, 1_000);
        gather(answer, OPEN, snapshot(CATS, 7));
        assertThat(answer.isReady()).isFalse();
        assertThat(json(answer)).isEqualTo("[]");

        gather(answer, "event: viewers\ndata: {\"topic\":\"video:cats\",\"count\":2}\n\n");

        assertThat(answer.isReady()).isTrue();
        assertThat(json(answer)).isEqualTo("[{\"event\":\"viewers\",\"data\":{\"topic\":\"video:cats\",\"count\":2}}]");
    }

    @Test
    void laterPoll_isToldWhatItMissed() {
        PollAnswer answer = new PollAnswer(Set.of(CATS), SEEN, 1_000);

        // By the order of the topic it was missed, whatever the clock of its backend said.
        gather(answer, OPEN, comment(CATS, 6) + snapshot(CATS, 6));

        assertThat(answer.isReady()).isTrue();
        assertThat(json(answer)).isEqualTo("""
                [{"event":"comment","id":"0000000000000006","data":{"topic":"video:cats"}},\
                {"event":"snapshot","data":{"topic":"video:cats"}}]""");
    }

    @Test
    void laterPollOfSeveralTopics_isNotToldTheSameOverAndOver() {
        PollAnswer answer = new PollAnswer(Set.of(CATS, DOGS), SEEN, 1_000);

        gather(answer, OPEN, snapshot(CATS, 7), comment(DOGS, 6) + snapshot(DOGS, 6));
        assertThat(answer.isReady()).isFalse();

        gather(answer, comment(DOGS, 8));
        assertThat(answer.isReady()).isTrue();
    }

    @Test
    void firstPollOfMembers_isReadyWhenTheStatusOfEachIsTold() {
        PollAnswer answer = new PollAnswer(Set.of(ANN, BOB), Optional.empty(), 1_000);
        gather(answer, OPEN, presence(ANN, "online"));
        assertThat(answer.isReady()).isFalse();

        gather(answer, presence(BOB, "offline"));

        assertThat(answer.isReady()).isTrue();
    }

    @Test
    void laterPollOfMembers_waitsForAChangeAndTellsAllStatuses() {
        PollAnswer answer = new PollAnswer(Set.of(CATS, ANN), SEEN, 1_000);
        gather(answer, OPEN, presence(ANN, "online"), snapshot(CATS, 7));
        assertThat(answer.isReady()).isFalse();

        gather(answer, presence(ANN, "offline"));

        assertThat(answer.isReady()).isTrue();
        assertThat(json(answer)).contains("online", "offline").doesNotContain("snapshot");
    }

    @Test
    void gap_isNews() {
        PollAnswer answer = new PollAnswer(Set.of(CATS), SEEN, 1_000);

        gather(answer, OPEN, "event: gap\ndata: {\"topic\":\"video:cats\"}\n\n" + snapshot(CATS, 9));

        assertThat(answer.isReady()).isTrue();
    }

    @Test
    void bye_isTheLastWord() {
        PollAnswer answer = new PollAnswer(Set.of(CATS), SEEN, 1_000);

        gather(answer, "event: bye\ndata: {\"reason\":\"shutdown\"}\n\n");

        assertThat(answer.isReady()).isTrue();
        assertThat(json(answer)).isEqualTo("[{\"event\":\"bye\",\"data\":{\"reason\":\"shutdown\"}}]");
    }

    @Test
    void gathering_isBounded() {
        PollAnswer answer = new PollAnswer(Set.of(CATS, DOGS), Optional.empty(), 100);
        while (!answer.isFull()) {
            assertThat(answer.isReady()).isFalse();
            gather(answer, comment(CATS, 9));
        }

        assertThat(answer.isReady()).isTrue();
    }

    private static String snapshot(Topic topic, long id) {
        return "id: " + new EventId(id) + "\nevent: snapshot\ndata: {\"topic\":\"" + topic + "\"}\n\n";
    }

    private static String presence(Topic topic, String status) {
        return "event: presence\ndata: {\"topic\":\"" + topic + "\",\"status\":\"" + status + "\"}\n\n";
    }

    private static String comment(Topic topic, long id) {
        return "id: " + new EventId(id) + "\nevent: comment\ndata: {\"topic\":\"" + topic + "\"}\n\n";
    }

    private static void gather(PollAnswer answer, String... frames) {
        for (String frame : frames) {
            answer.gather(frame.getBytes(UTF_8));
        }
    }

    private static String json(PollAnswer answer) {
        return new String(answer.toJson(), UTF_8);
    }
}
