package io.ovation.frontend.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.memory.ByteBudget;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Tracing;
import io.ovation.frontend.TestLog;
import io.ovation.frontend.frame.Frame;
import io.ovation.frontend.frame.FrameEncoder;
import io.ovation.frontend.frame.Frames;
import org.junit.jupiter.api.Test;

class FrameCacheTest {

    private static final Topic CATS = Topic.video("cats");
    private static final int LIMIT = 100_000;

    private final ByteBudget budget = new ByteBudget(LIMIT);
    private final FrameCache cache = new FrameCache(budget);
    private final FrameEncoder encoder = new FrameEncoder(Tracing.off());
    private final FakeSource source = new FakeSource(CATS, 1_000);
    private final TestLog log = TestLog.of(500);

    @Test
    void snapshot_isEncodedOncePerVersion() {
        Object owner = new Object();
        Frame first = snapshot(owner, 1);

        assertThat(snapshot(owner, 1)).isSameAs(first);
        assertThat(snapshot(owner, 2)).isNotSameAs(first);
        assertThat(snapshot(new Object(), 2)).isNotSameAs(snapshot(owner, 2));
    }

    @Test
    void block_isEncodedOnceWhenItIsClosed() {
        source.window.begin(log.range(0, 200), 0);
        ReplayBlock closed = block(1, 64);

        source.window.append(log.range(200, 300), 0);

        assertThat(block(1, 64)).isSameAs(closed);
        assertThat(block(1, 100)).isSameAs(closed);
    }

    @Test
    void block_thatIsOpenIsEncodedAnewWhenSomethingIsAdded() {
        source.window.begin(log.range(0, 70), 0);
        ReplayBlock open = block(1, 64);
        assertThat(block(1, 64)).isSameAs(open);

        source.window.append(log.range(70, 71), 0);

        assertThat(block(1, 64).events().size()).isEqualTo(open.events().size() + 1);
    }

    @Test
    void block_isEncodedAnewWhenWhatWasBeforeHasCome() {
        source.window.begin(log.range(80, 200), 0);
        ReplayBlock partial = block(1, 80);
        assertThat(partial.events().size()).isEqualTo(127 - 80);

        source.window.prepend(log.range(0, 80), 0);

        assertThat(block(1, 80)).isSameAs(partial);
        assertThat(block(1, 70).events().size()).isEqualTo(64);
    }

    @Test
    void block_ofAnotherHistoryIsNotUsed() {
        source.window.begin(log.range(0, 200), 0);
        ReplayBlock before = block(1, 64);
        source.history++;

        assertThat(block(1, 64)).isNotSameAs(before);
    }

    @Test
    void forget_givesBackWhatATopicTakes() {
        source.window.begin(log.range(0, 200), 0);
        snapshot(source, 1);
        for (int number = 0; number < 4; number++) {
            block(number, number * 64L);
        }
        assertThat(cache.bytes()).isPositive();

        cache.forget(source);

        assertThat(cache.bytes()).isZero();
        assertThat(budget.taken()).isZero();
    }

    @Test
    void cache_isBoundedByBytes() {
        String text = "x".repeat(1_000);
        for (int topic = 0; topic < 500; topic++) {
            Topic each = Topic.video("v-" + topic);
            cache.snapshot(each, each, 1, () -> Frames.lasting(each, text));
            assertThat(cache.bytes()).isLessThanOrEqualTo(LIMIT);
        }
        assertThat(cache.bytes()).isGreaterThan(LIMIT / 2);
    }

    private Frame snapshot(Object owner, long version) {
        return cache.snapshot(CATS, owner, version, () -> Frames.lasting(CATS, "snapshot"));
    }

    private ReplayBlock block(long number, long position) {
        return cache.block(source, number, position, encoder);
    }
}
