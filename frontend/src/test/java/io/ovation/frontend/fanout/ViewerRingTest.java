package io.ovation.frontend.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Tracing;
import io.ovation.frontend.TestLog;
import io.ovation.frontend.frame.Frame;
import io.ovation.frontend.frame.FrameEncoder;
import io.ovation.frontend.frame.Frames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ViewerRingTest {

    private static final Topic CATS = Topic.video("cats");
    private static final int ALL = Integer.MAX_VALUE;

    private final ViewerRing<String> ring = new ViewerRing<>(new FrameJoiner());
    private final Map<String, RingNode<String>> nodes = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void visit_tellsSoManyConnectionsTheFrame() {
        join("ann", "bob", "cid", "dan");
        Frame frame = frame("a");
        add(frame);

        assertThat(visit(3)).isEqualTo(3);
        assertThat(told).containsExactly("ann a", "bob a", "cid a");
        assertThat(frames).containsOnly(frame);
        assertThat(ring.isOver()).isFalse();
        assertThat(done).hasValue(0);

        assertThat(visit(3)).isEqualTo(1);
        assertThat(told).endsWith("dan a");
        assertThat(ring.isOver()).isTrue();
        assertThat(done).hasValue(1);
    }

    @Test
    void add_whileAFrameIsUnderWayLetsBothGoOnTogether() {
        join("ann", "bob", "cid", "dan");
        add(frame("a"));
        visit(2);
        add(frame("b"));

        visit(2);
        assertThat(told).endsWith("cid ab", "dan ab");
        assertThat(done).hasValue(1);

        visit(ALL);
        assertThat(told).hasSize(6).endsWith("ann b", "bob b");
        assertThat(ring.isOver()).isTrue();
        assertThat(done).hasValue(2);
    }

    @Test
    void add_atTheSamePlaceSavesVisits() {
        join("ann", "bob");
        add(frame("one "));
        add(frame("two "));
        add(frame("three"));

        visit(ALL);

        assertThat(told).containsExactly("ann one two three", "bob one two three");
        assertThat(done).hasValue(3);
    }

    @Test
    void add_withoutConnectionsIsDoneAtOnce() {
        add(frame("a"));

        assertThat(ring.isOver()).isTrue();
        assertThat(done).hasValue(1);
        assertThat(visit(1)).isZero();
    }

    @Test
    void insert_whileAFrameIsUnderWayGetsWhatComesAfterwardsAlone() {
        join("ann", "bob", "cid");
        add(frame("a"));
        visit(1);
        join("new");
        add(frame("b"));

        visit(ALL);

        assertThat(told).containsExactly("ann a", "bob ab", "cid ab", "ann b", "new b");
        assertThat(done).hasValue(2);
    }

    @Test
    void insert_makesARoundNoLongerForThoseWhoWait() {
        join("ann", "bob");
        add(frame("a"));
        for (int i = 0; i < 100; i++) {
            join("new-" + i);
        }

        assertThat(visit(2)).isEqualTo(2);

        assertThat(told).containsExactly("ann a", "bob a");
        assertThat(ring.isOver()).isTrue();
    }

    @Test
    void remove_getsNothingMore() {
        join("ann", "bob", "cid", "dan");
        add(frame("a"));
        visit(1);

        leave("bob");
        leave("ann");
        visit(ALL);

        assertThat(told).containsExactly("ann a", "cid a", "dan a");
        assertThat(done).hasValue(1);
    }

    @Test
    void remove_ofTheLastWhoWaitedEndsTheRound() {
        join("ann", "bob");
        add(frame("a"));
        visit(1);

        leave("bob");

        assertThat(ring.isOver()).isTrue();
        assertThat(done).hasValue(1);
        leave("ann");
        assertThat(ring.isEmpty()).isTrue();
        assertThat(nodes.get("ann").isLinked()).isFalse();
    }

    @Test
    void remove_ofWhoIsNextGoesOnWithTheOneBehind() {
        join("ann", "bob", "cid");
        add(frame("a"));

        leave("ann");
        visit(1);

        assertThat(told).containsExactly("bob a");
    }

    @Test
    void deliver_tellsOneConnectionWhatIsUnderWay() {
        join("ann", "bob", "cid");
        add(frame("a"));
        visit(1);
        add(frame("b"));

        ring.deliver(nodes.get("ann"), this::tell);
        ring.deliver(nodes.get("cid"), this::tell);
        ring.deliver(nodes.get("cid"), this::tell);
        assertThat(told).containsExactly("ann a", "ann b", "cid ab");

        visit(ALL);
        assertThat(told).hasSize(4).endsWith("bob ab");
        assertThat(done).hasValue(2);
    }

    @Test
    void retract_takesTheCommentOutOfWhatIsUnderWay() {
        TestLog log = TestLog.of(3);
        FrameEncoder encoder = new FrameEncoder(Tracing.off());
        join("ann", "bob");
        add(encoder.comments(CATS, log.entries().subList(0, 1)));
        add(encoder.comments(CATS, log.entries().subList(1, 3)));
        visit(1);

        ring.retract("c-1");
        ring.retract("c-3");
        visit(ALL);

        assertThat(told.get(0)).contains("c-1", "c-2", "c-3");
        assertThat(told).hasSize(2);
        assertThat(told.get(1))
                .isEqualTo("bob "
                        + Frames.text(encoder.comments(CATS, log.entries().subList(1, 2))));
        assertThat(done).hasValue(2);
    }

    @Test
    void retract_ofAllThatIsUnderWayLeavesNothingToTell() {
        join("ann");
        add(new FrameEncoder(Tracing.off()).comments(CATS, TestLog.of(1).entries()));

        ring.retract("c-1");
        visit(ALL);

        assertThat(told).isEmpty();
        assertThat(done).hasValue(1);
    }

    @Test
    void visit_joinsUpToABound() {
        join("ann");
        String half = "x".repeat(FrameJoiner.MAX_JOINED_BYTES / 2);
        String large = "y".repeat(FrameJoiner.MAX_JOINED_BYTES + 1);
        for (String text : List.of(half, half, "a", "b", large, "c")) {
            add(frame(text));
        }

        visit(1);

        assertThat(told).containsExactly("ann " + half + half, "ann ab", "ann " + large, "ann c");
    }

    @Test
    void visit_putsARecoveryBeforeWhatLeavesWithIt() {
        join("ann");
        add(frame("behind the hole"));
        add(Frames.recovery(CATS, "gap "));
        add(frame("after"));

        visit(1);

        assertThat(told).containsExactly("ann behind the hole", "ann gap after");
        assertThat(frames).extracting(Frame::isRecovery).containsExactly(false, true);
    }

    @Test
    void visit_joinsOnceForAllAndInOneBlock() {
        join("ann", "bob", "cid", "dan");
        add(frame("one "));
        add(frame("two"));
        visit(2);
        add(frame(" three"));
        visit(2);

        assertThat(frames.get(0)).isSameAs(frames.get(1));
        ByteBuf first = frames.get(0).chunk();
        assertThat(frames.get(2).chunk().memoryAddress()).isEqualTo(first.memoryAddress() + first.readableBytes());
    }

    private void join(String... names) {
        for (String name : names) {
            RingNode<String> node = new RingNode<>(name);
            nodes.put(name, node);
            ring.insert(node);
        }
    }

    private void leave(String name) {
        ring.remove(nodes.get(name));
    }

    private void add(Frame frame) {
        ring.add(frame, done::incrementAndGet);
    }

    private int visit(int most) {
        return ring.visit(most, this::tell);
    }

    private void tell(String connection, Frame frame) {
        frames.add(frame);
        told.add(connection + " " + Frames.text(frame));
    }

    private static Frame frame(String text) {
        return Frames.lasting(CATS, text);
    }
}
