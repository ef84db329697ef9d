package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.trace.Tracing;
import io.ovation.dispatcher.TestSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicEventsTest {

    private static final long WINDOW = Duration.ofMillis(100).toNanos();

    private final TopicEvents events = new TopicEvents(TestSettings.shipped().topics(), Tracing.off());

    @Test
    void totalsWithoutLikes_leaveOnlyIfTheyAreNews() {
        events.publish(likes(1, 1), true, 0);
        events.endLikeWindow(WINDOW);

        assertThat(events.publish(totals(1), true, 2 * WINDOW)).isEmpty();
        assertThat(events.publish(totals(3), true, 2 * WINDOW)).hasValue(totals(3));
        assertThat(events.totals().sum()).containsExactly(Map.entry("heart", 3L));
    }

    @Test
    void likesWithinTheWindow_leaveMergedAndEnterTheSnapshotThen() {
        assertThat(events.publish(likes(1, 1), true, 0)).isPresent();
        assertThat(events.publish(likes(2, 3), true, 1)).isEmpty();
        assertThat(events.publish(likes(3, 6), true, 2)).isEmpty();
        assertThat(events.likesEndAtNanos()).hasValue(WINDOW);
        assertThat(events.totals().sum()).containsExactly(Map.entry("heart", 1L));

        Optional<Event> merged = events.endLikeWindow(WINDOW);

        assertThat(merged).hasValue(likes(5, 6));
        assertThat(events.totals().sum()).containsExactly(Map.entry("heart", 6L));
        assertThat(events.endLikeWindow(2 * WINDOW)).isEmpty();
        assertThat(events.likesEndAtNanos()).isEmpty();
    }

    @Test
    void eventsNobodyWatches_countButGoNowhereAndOpenNoWindow() {
        assertThat(events.publish(likes(1, 1), false, 0)).isEmpty();
        assertThat(events.publish(new Event.Typing("ann", 5), false, 0)).isEmpty();

        assertThat(events.likesEndAtNanos()).isEmpty();
        assertThat(events.totals().sum()).containsExactly(Map.entry("heart", 1L));
        assertThat(events.publish(new Event.Typing("ann", 5), true, 0)).isPresent();
    }

    @Test
    void typing_leavesOncePerMemberAndInterval() {
        assertThat(events.publish(new Event.Typing("ann", 5), true, 0)).isPresent();
        assertThat(events.publish(new Event.Typing("ann", 5), true, 1)).isEmpty();
        assertThat(events.publish(new Event.Typing("bob", 5), true, 1)).isPresent();
        assertThat(events.publish(
                        new Event.Typing("ann", 5), true, Duration.ofSeconds(3).toNanos()))
                .isPresent();
    }

    @Test
    void numberOfViewers_leavesAtOnceThenOncePerInterval() {
        assertThat(events.countViewers(1, 0)).hasValue(new Event.Viewers(1));
        assertThat(events.countViewers(2, 1)).isEmpty();
        long end = events.viewersEndAtNanos().orElseThrow();
        assertThat(events.endViewerWindow(end)).hasValue(new Event.Viewers(2));
    }

    private static Event.Likes totals(long total) {
        return new Event.Likes(Map.of(), Totals.of("dc", Map.of("heart", total)), null);
    }

    private static Event.Likes likes(long added, long total) {
        return new Event.Likes(Map.of("heart", added), Totals.of("dc", Map.of("heart", total)), null);
    }
}
