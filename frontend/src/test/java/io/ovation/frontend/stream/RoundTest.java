package io.ovation.frontend.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.topic.Topic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoundTest {

    private static final Topic CATS = Topic.video("cats");
    private static final int ALL = Integer.MAX_VALUE;

    private final Slab slab = new Slab();
    private final List<String> told = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger();
    private Round<String> round = among(List.of("ann", "bob", "cid", "dan"), List.of());

    @Test
    void visit_tellsSoManyConnectionsTheFrame() {
        Frame frame = frame("a");
        add(frame);

        assertThat(visit(3)).isEqualTo(3);
        assertThat(told).containsExactly("ann a", "bob a", "cid a");
        assertThat(frames).containsOnly(frame);
        assertThat(round.isOver()).isFalse();
        assertThat(done).hasValue(0);

        assertThat(visit(3)).isEqualTo(1);
        assertThat(told).endsWith("dan a");
        assertThat(round.isOver()).isTrue();
        assertThat(done).hasValue(1);
    }

    @Test
    void add_whileAFrameIsOnItsWayLetsBothGoOnTogether() {
        add(frame("a"));
        visit(2);
        add(frame("b"));

        visit(ALL);
        assertThat(told).endsWith("cid ab", "dan ab");
        assertThat(done).hasValue(1);

        visit(ALL);
        assertThat(told).hasSize(6).endsWith("ann b", "bob b");
        assertThat(round.isOver()).isTrue();
        assertThat(done).hasValue(2);
    }

    @Test
    void add_atTheSamePlaceSavesVisits() {
        add(frame("one "));
        add(frame("two "));
        add(frame("three"));

        visit(ALL);

        assertThat(told).hasSize(4).startsWith("ann one two three");
        assertThat(done).hasValue(3);
    }

    @Test
    void add_withoutConnectionsIsDoneAtOnce() {
        round = among(List.of(), List.of());

        add(frame("a"));

        assertThat(round.isOver()).isTrue();
        assertThat(done).hasValue(1);
    }

    @Test
    void visit_sparesThePassiveWhatIsFleeting() {
        round = among(List.of("ann"), List.of("bob", "cid"));
        add(fleeting("a"));
        add(frame("b"));
        add(fleeting("c"));

        finish();

        assertThat(told).containsExactly("ann abc", "bob b", "cid b");
        assertThat(done).hasValue(3);
    }

    @Test
    void visit_passesThePassiveByIfThereIsNothingForThem() {
        round = among(List.of("ann"), List.of("bob", "cid"));
        add(fleeting("a"));
        visit(ALL);
        add(fleeting("b"));

        assertThat(visit(1)).isZero();
        assertThat(visit(1)).isEqualTo(1);

        assertThat(told).containsExactly("ann a", "ann b");
        assertThat(round.isOver()).isTrue();
    }

    @Test
    void visit_passesByWhoHasLeft() {
        add(frame("a"));
        visit(1);

        round.leave("bob");
        round.leave("nobody");
        finish();

        assertThat(told).containsExactly("ann a", "cid a", "dan a");
        assertThat(done).hasValue(1);
    }

    @Test
    void visit_joinsUpToABound() {
        String half = "x".repeat(Round.MAX_JOINED_BYTES / 2);
        String large = "y".repeat(Round.MAX_JOINED_BYTES + 1);
        for (String text : List.of(half, half, "a", "b", large, "c")) {
            add(frame(text));
        }

        visit(1);

        assertThat(told).containsExactly("ann " + half + half, "ann ab", "ann " + large, "ann c");
    }

    @Test
    void visit_putsARecoveryBeforeWhatLeavesWithIt() {
        add(frame("behind the hole"));
        add(Frame.recovery(CATS, direct("gap ")));
        add(frame("after"));

        visit(1);

        assertThat(told).containsExactly("ann behind the hole", "ann gap after");
        assertThat(frames).extracting(Frame::isRecovery).containsExactly(false, true);
    }

    @Test
    void visit_joinsOnceForAllAndInOneBlock() {
        add(frame("one "));
        add(frame("two"));
        visit(2);
        add(frame(" three"));
        visit(2);

        assertThat(frames.get(0)).isSameAs(frames.get(1));
        assertThat(frames.get(2).bytes().memoryAddress())
                .isEqualTo(frames.get(0).bytes().memoryAddress() + frames.get(0).length());
    }

    private Round<String> among(Collection<String> active, Collection<String> passive) {
        return new Round<>(active, passive, slab);
    }

    private void add(Frame frame) {
        round.add(frame, done::incrementAndGet);
    }

    private int visit(int most) {
        return round.visit(most, (connection, frame) -> {
            frames.add(frame);
            told.add(connection + " " + frame.bytes().toString(UTF_8));
        });
    }

    private void finish() {
        while (!round.isOver()) {
            visit(ALL);
        }
    }

    private static Frame frame(String text) {
        return Frame.of(CATS, direct(text));
    }

    private static Frame fleeting(String text) {
        return Frame.fleeting(CATS, direct(text));
    }

    private static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
