package io.ovation.frontend.stream;

import io.ovation.common.topic.Topic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What is on its way to the viewers of an event loop: a {@link Round} for each topic. Topics take turns of a few
 * connections each, so that a topic with few viewers does not wait for one with many, and neither does what the loop is
 * told meanwhile.
 *
 * @param <C> a connection
 */
final class Rounds<C> {

    /** Connections of a turn, which takes less than a millisecond. */
    static final int TURN = 64;

    private final Audience<C> audience;
    private final BiConsumer<C, Frame> tell;
    private final Slab slab = new Slab();
    private final Map<Topic, Round<C>> rounds = new LinkedHashMap<>();

    /** @param tell how a connection gets a frame */
    Rounds(Audience<C> audience, BiConsumer<C, Frame> tell) {
        this.audience = audience;
        this.tell = tell;
    }

    /** @param done told once every viewer of the frame's topic has it */
    void add(Frame frame, Runnable done) {
        Topic topic = frame.topic();
        Round<C> round =
                rounds.computeIfAbsent(topic, any -> new Round<>(audience.of(topic), audience.passiveOf(topic), slab));
        round.add(frame, done);
        if (round.isOver()) {
            rounds.remove(topic);
        }
    }

    boolean areOver() {
        return rounds.isEmpty();
    }

    /** Visits a few connections more: those of the topic whose turn it is, and of further ones if it has fewer. */
    void turn() {
        int left = TURN;
        while (left > 0 && !areOver()) {
            Topic topic = rounds.keySet().iterator().next();
            Round<C> round = rounds.remove(topic);
            left -= round.visit(left, tell);
            if (!round.isOver()) {
                rounds.put(topic, round);
            }
        }
    }

    /** What is on its way to the topic's viewers reaches all of them now. */
    void finish(Topic topic) {
        Round<C> round = rounds.remove(topic);
        while (round != null && !round.isOver()) {
            round.visit(Integer.MAX_VALUE, tell);
        }
    }

    void finish() {
        while (!areOver()) {
            finish(rounds.keySet().iterator().next());
        }
    }

    /** The connection gets nothing more of the topic. */
    void leave(C connection, Topic topic) {
        Round<C> round = rounds.get(topic);
        if (round != null) {
            round.leave(connection);
        }
    }
}
