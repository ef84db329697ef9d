package io.ovation.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicEventsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final long WINDOW = Duration.ofMillis(100).toNanos();

    private final TopicEvents events = new TopicEvents(TestSettings.shipped());

    @Test
    void commentPublishedAlready_isDropped() {
        assertThat(events.publish(comment("1"))).isTrue();

        assertThat(events.publish(comment("1"))).isFalse();
        assertThat(events.snapshot().comments()).hasSize(1);
    }

    @Test
    void commentThatTheStoreKnewFirst_isPublishedOnceAndTakesItsPlaceThen() {
        events.publish(comment("2"));
        events.merge(Totals.NONE, List.of(comment("1")), true);

        assertThat(events.publish(comment("1"))).isTrue();
        assertThat(events.publish(comment("1"))).isFalse();
        assertThat(events.snapshot().comments()).containsExactly(comment("2"), comment("1"));
    }

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
        assertThat(events.snapshot().totals().sum()).containsExactly(Map.entry("heart", 1L));

        Optional<Event> merged = events.endLikeWindow(WINDOW);

        assertThat(merged).hasValue(likes(5, 6));
        assertThat(events.snapshot().totals().sum()).containsExactly(Map.entry("heart", 6L));
        assertThat(events.endLikeWindow(2 * WINDOW)).isEmpty();
        assertThat(events.likesEndAtNanos()).isEmpty();
    }

    @Test
    void eventsNobodyWatches_countButGoNowhereAndOpenNoWindow() {
        assertThat(events.publish(likes(1, 1), false, 0)).isEmpty();
        events.publish(comment("1"));
        assertThat(events.publish(new Event.Typing("ann", 5), false, 0)).isEmpty();

        assertThat(events.likesEndAtNanos()).isEmpty();
        assertThat(events.snapshot().totals().sum()).containsExactly(Map.entry("heart", 1L));
        assertThat(events.snapshot().comments()).hasSize(1);
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
        assertThat(events.snapshot().viewers()).isEqualTo(2);
    }

    private static Event.Likes totals(long total) {
        return new Event.Likes(Map.of(), Totals.of("dc", Map.of("heart", total)), null);
    }

    private static Event.Likes likes(long added, long total) {
        return new Event.Likes(Map.of("heart", added), Totals.of("dc", Map.of("heart", total)), null);
    }

    private static Comment comment(String id) {
        return new Comment(id, "ann", "hello", NOW, null);
    }
}
