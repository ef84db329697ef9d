package io.ovation.frontend.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ovation.common.topic.Topic;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnTest {

    private static final Topic CATS = Topic.video("cats");
    private static final Topic DOGS = Topic.video("dogs");

    private final Turn turn = new Turn();

    @Test
    void add_tellsOfTheFirstFrameOnly() {
        assertThat(turn.add(frame(CATS, "a"))).isTrue();
        assertThat(turn.add(frame(DOGS, "b"))).isFalse();
    }

    @Test
    void end_leavesALoneFrameAsItIs() {
        Frame alone = frame(CATS, "a");
        turn.add(alone);

        assertThat(turn.end()).containsExactly(alone);
    }

    @Test
    void end_joinsTheFramesOfATopicInTheirOrder() {
        turn.add(frame(CATS, "one "));
        turn.add(frame(DOGS, "woof"));
        turn.add(frame(CATS, "two "));
        turn.add(frame(CATS, "three"));

        assertThat(turn.end())
                .extracting(Frame::topic, frame -> frame.bytes().toString(UTF_8))
                .containsExactly(tuple(CATS, "one two three"), tuple(DOGS, "woof"));
    }

    @Test
    void end_joinsUpToABound() {
        String half = "x".repeat(Turn.MAX_JOINED_BYTES / 2);
        String large = "y".repeat(Turn.MAX_JOINED_BYTES + 1);
        for (String text : List.of(half, half, "a", "b", large, "c")) {
            turn.add(frame(CATS, text));
        }

        assertThat(turn.end())
                .extracting(frame -> frame.bytes().toString(UTF_8))
                .containsExactly(half + half, "ab", large, "c");
    }

    @Test
    void end_cutsWhatItJoinsFromOneBlock() {
        turn.add(frame(CATS, "one "));
        turn.add(frame(CATS, "two"));
        turn.add(frame(DOGS, "woof "));
        turn.add(frame(DOGS, "woof"));

        List<Frame> leaving = turn.end();

        Frame cats = leaving.get(0);
        assertThat(leaving.get(1).bytes().memoryAddress())
                .isEqualTo(cats.bytes().memoryAddress() + cats.length());
    }

    @Test
    void end_putsARecoveryBeforeWhatLeavesWithIt() {
        turn.add(frame(CATS, "behind the hole"));
        turn.add(Frame.recovery(CATS, direct("gap ")));
        turn.add(frame(CATS, "after"));

        assertThat(turn.end())
                .extracting(Frame::isRecovery, frame -> frame.bytes().toString(UTF_8))
                .containsExactly(tuple(false, "behind the hole"), tuple(true, "gap after"));
    }

    @Test
    void end_beginsAnew() {
        turn.add(frame(CATS, "a"));
        turn.end();

        assertThat(turn.end()).isEqualTo(List.of());
        assertThat(turn.add(frame(CATS, "b"))).isTrue();
    }

    private static Frame frame(Topic topic, String text) {
        return Frame.of(topic, direct(text));
    }

    private static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
