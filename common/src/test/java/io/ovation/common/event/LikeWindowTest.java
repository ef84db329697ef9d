package io.ovation.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LikeWindowTest {

    private static final long WINDOW = Duration.ofMillis(100).toNanos();

    private final List<Event.Likes> merged = new ArrayList<>();
    private final LikeWindow window = new LikeWindow(Duration.ofNanos(WINDOW), merged::add);

    @Test
    void firstLikeAfterQuiet_leavesAtOnce() {
        assertThat(window.add(likes(1, 1, null), 0)).contains(likes(1, 1, null));
        assertThat(window.isOpen()).isTrue();
        assertThat(window.endsAtNanos()).isEqualTo(WINDOW);
    }

    @Test
    void furtherLikes_leaveMergedAtTheEndWhichOpensTheNextWindow() {
        window.add(likes(1, 1, null), 0);
        assertThat(window.add(likes(2, 3, 1.5), 1)).isEmpty();
        assertThat(window.add(likes(3, 6, null), 2)).isEmpty();

        assertThat(window.end(WINDOW)).contains(likes(5, 6, 1.5));
        assertThat(window.isOpen()).isTrue();
        assertThat(window.endsAtNanos()).isEqualTo(2 * WINDOW);
        assertThat(window.add(likes(1, 7, null), WINDOW + 1)).isEmpty();
    }

    @Test
    void quietWindow_closes() {
        window.add(likes(1, 1, null), 0);

        assertThat(window.end(WINDOW)).isEmpty();
        assertThat(window.isOpen()).isFalse();
        assertThat(window.add(likes(1, 2, null), WINDOW)).isPresent();
    }

    @Test
    void merge_addsWhatWasAddedAndKeepsTheLargerTotalsOfEachReaction() {
        Event.Likes hearts = new Event.Likes(Map.of("heart", 2L), Totals.of("east", Map.of("heart", 9L)), 1.0);
        Event.Likes mixed =
                new Event.Likes(Map.of("heart", 1L, "wow", 4L), Totals.of("east", Map.of("heart", 8L, "wow", 4L)), 2.0);

        assertThat(hearts.merge(mixed))
                .isEqualTo(new Event.Likes(
                        Map.of("heart", 3L, "wow", 4L), Totals.of("east", Map.of("heart", 9L, "wow", 4L)), 2.0));
    }

    @Test
    void tenLikesOrTenThousand_makeTenEventsASecond() {
        int events = 0;
        for (int i = 0; i < 10_000; i++) {
            long now = i * 100_000L;
            if (window.isOpen() && window.endsAtNanos() <= now) {
                events += window.end(now).isPresent() ? 1 : 0;
            }
            events += window.add(likes(1, i, null), now).isPresent() ? 1 : 0;
        }
        assertThat(events).isEqualTo(10);
    }

    private static Event.Likes likes(long added, long total, Double mediaTime) {
        return new Event.Likes(Map.of("heart", added), Totals.of("east", Map.of("heart", total)), mediaTime);
    }
}
