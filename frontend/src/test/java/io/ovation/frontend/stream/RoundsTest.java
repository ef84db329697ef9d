package io.ovation.frontend.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.topic.Topic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final Topic CATS = Topic.video("cats");
    private static final Topic DOGS = Topic.video("dogs");

    private final Audience<String> audience = new Audience<>();
    private final List<String> told = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger();
    private final Rounds<String> rounds = new Rounds<>(
            audience, (connection, frame) -> told.add(connection + frame.bytes().toString(UTF_8)));

    @Test
    void turn_visitsAFewConnections() {
        watch(CATS, "cat", Rounds.TURN * 2 + 1);
        add(CATS, " purrs");

        rounds.turn();
        assertThat(told).hasSize(Rounds.TURN);
        rounds.turn();
        assertThat(rounds.areOver()).isFalse();
        rounds.turn();

        assertThat(told).hasSize(Rounds.TURN * 2 + 1).doesNotHaveDuplicates();
        assertThat(rounds.areOver()).isTrue();
        assertThat(done).hasValue(1);
    }

    @Test
    void turn_goesFromTopicToTopic() {
        watch(CATS, "cat", Rounds.TURN * 2);
        watch(DOGS, "dog", 1);
        add(CATS, " purrs");
        add(DOGS, " barks");

        rounds.turn();
        rounds.turn();

        assertThat(told.get(Rounds.TURN)).isEqualTo("dog0 barks");
        assertThat(told).hasSize(Rounds.TURN * 2);
    }

    @Test
    void turn_withNothingToDoDoesNothing() {
        rounds.turn();

        assertThat(rounds.areOver()).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void add_withoutViewersIsDoneAtOnce() {
        add(CATS, " purrs");

        assertThat(rounds.areOver()).isTrue();
        assertThat(done).hasValue(1);
    }

    @Test
    void add_afterARoundReachesThoseWhoAreThereThen() {
        watch(CATS, "cat", 1);
        add(CATS, " purrs");
        rounds.turn();
        watch(CATS, "kitten", 1);

        add(CATS, " sleeps");
        rounds.turn();

        assertThat(told).containsExactlyInAnyOrder("cat0 purrs", "cat0 sleeps", "kitten0 sleeps");
    }

    @Test
    void finish_ofATopicLeavesTheOthersOnTheirWay() {
        watch(CATS, "cat", Rounds.TURN * 2);
        watch(DOGS, "dog", Rounds.TURN * 2);
        add(CATS, " purrs");
        add(DOGS, " barks");

        rounds.finish(DOGS);
        assertThat(told).hasSize(Rounds.TURN * 2).allMatch(text -> text.endsWith(" barks"));
        assertThat(done).hasValue(1);

        rounds.finish();
        assertThat(told).hasSize(Rounds.TURN * 4);
        assertThat(rounds.areOver()).isTrue();
        rounds.finish(CATS);
    }

    @Test
    void leave_concernsThatTopicAlone() {
        audience.want("both", Set.of(CATS, DOGS));
        audience.join("both", CATS);
        audience.join("both", DOGS);
        add(CATS, " purr");
        add(DOGS, " bark");

        rounds.leave("both", CATS);
        rounds.finish();

        assertThat(told).containsExactly("both bark");
        assertThat(done).hasValue(2);
    }

    private void watch(Topic topic, String name, int count) {
        IntStream.range(0, count).mapToObj(number -> name + number).forEach(viewer -> {
            audience.want(viewer, Set.of(topic));
            audience.join(viewer, topic);
        });
    }

    private void add(Topic topic, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        rounds.add(Frame.of(topic, direct), done::incrementAndGet);
    }
}
