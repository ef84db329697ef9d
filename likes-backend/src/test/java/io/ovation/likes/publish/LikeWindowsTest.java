package io.ovation.likes.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LikeWindowsTest {

    private static final Topic A = Topic.video("a");
    private static final Topic B = Topic.video("b");
    private static final Topic C = Topic.video("c");

    private final AtomicInteger overflows = new AtomicInteger();
    private final List<Event.Likes> merged = new ArrayList<>();
    private final LikeWindows windows =
            new LikeWindows(Duration.ofNanos(100), 2, overflows::incrementAndGet, merged::add);

    @Test
    void firstLikesOfEachTopic_leaveAtOnce() {
        assertThat(windows.add(A, likes(1, 1), 0)).contains(likes(1, 1));
        assertThat(windows.add(B, likes(1, 1), 10)).contains(likes(1, 1));
        assertThat(windows.nextEndNanos()).hasValue(100);
    }

    @Test
    void likesInAnOpenWindow_leaveMergedWhenItEnds() {
        windows.add(A, likes(1, 1), 0);
        assertThat(windows.add(A, likes(2, 3), 10)).isEmpty();
        assertThat(windows.add(A, likes(4, 7), 20)).isEmpty();

        assertThat(windows.end(99)).isEmpty();
        assertThat(windows.end(100)).containsExactly(new TopicLikes(A, likes(6, 7)));
    }

    @Test
    void windowThatEndedBusy_opensAgainBehindTheOthers() {
        windows.add(A, likes(1, 1), 0);
        windows.add(B, likes(1, 1), 50);
        windows.add(A, likes(1, 2), 60);

        windows.end(100);
        assertThat(windows.nextEndNanos()).hasValue(150);
        assertThat(windows.end(150)).isEmpty();
        assertThat(windows.nextEndNanos()).hasValue(200);
        assertThat(windows.add(A, likes(1, 3), 160)).isEmpty();
    }

    @Test
    void windowThatEndedQuiet_isForgotten() {
        windows.add(A, likes(1, 1), 0);

        assertThat(windows.end(100)).isEmpty();

        assertThat(windows.nextEndNanos()).isEmpty();
        assertThat(windows.add(A, likes(1, 2), 101)).contains(likes(1, 2));
    }

    @Test
    void topicBeyondTheLimit_isNotMerged() {
        windows.add(A, likes(1, 1), 0);
        windows.add(B, likes(1, 1), 0);

        assertThat(windows.add(C, likes(1, 1), 0)).contains(likes(1, 1));
        assertThat(windows.add(C, likes(1, 2), 1)).contains(likes(1, 2));

        assertThat(overflows).hasValue(2);
    }

    @Test
    void endAll_doesNotWait() {
        windows.add(A, likes(1, 1), 0);
        windows.add(A, likes(2, 3), 10);
        windows.add(B, likes(1, 1), 10);

        assertThat(windows.endAll(20)).containsExactly(new TopicLikes(A, likes(2, 3)));
        assertThat(windows.nextEndNanos()).isEmpty();
    }

    @Test
    void windows_workAcrossTheOverflowOfTheClock() {
        windows.add(A, likes(1, 1), Long.MAX_VALUE - 10);
        windows.add(A, likes(1, 2), Long.MAX_VALUE - 5);

        assertThat(windows.end(Long.MAX_VALUE)).isEmpty();
        assertThat(windows.end(Long.MIN_VALUE + 95)).containsExactly(new TopicLikes(A, likes(1, 2)));
    }

    private static Event.Likes likes(long added, long total) {
        return new Event.Likes(Map.of("heart", added), Totals.of("west", Map.of("heart", total)), null);
    }
}
