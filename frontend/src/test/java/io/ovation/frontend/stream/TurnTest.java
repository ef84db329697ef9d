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
    void end_beginsAnew() {
        turn.add(frame(CATS, "a"));
        turn.end();

        assertThat(turn.end()).isEqualTo(List.of());
        assertThat(turn.add(frame(CATS, "b"))).isTrue();
    }

    private static Frame frame(Topic topic, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return Frame.of(
                topic, ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
    }
}
