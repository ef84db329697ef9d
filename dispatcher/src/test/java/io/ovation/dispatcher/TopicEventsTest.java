package io.ovation.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.EventId;
import io.ovation.common.event.Snapshot;
import io.ovation.common.event.Totals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicEventsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final long WINDOW = Duration.ofMillis(100).toNanos();

    private final TopicEvents events = new TopicEvents(TestSettings.shipped(), InstantSource.fixed(NOW));

    @Test
    void eventsThatLeave_haveRisingIdsThatTellTheTime() {
        StampedEvent first = events.publish(comment("1"), true, 0).orElseThrow();
        StampedEvent second = events.publish(comment("2"), true, 0).orElseThrow();

        assertThat(second.id()).isGreaterThan(first.id());
        assertThat(first.id().epochMillis()).isEqualTo(NOW.toEpochMilli());
        assertThat(events.snapshot().lastEvent()).isEqualTo(second.id());
    }

    @Test
    void ids_goOnFromWhatASubscriberHasSeen() {
        EventId seen = new EventId((NOW.toEpochMilli() + 60_000) << 16);
        events.advancePast(seen);

        assertThat(events.publish(comment("1"), true, 0).orElseThrow().id()).isGreaterThan(seen);
    }

    @Test
    void commentKnownAlready_isDropped() {
        events.publish(comment("1"), true, 0);

        assertThat(events.publish(comment("1"), true, 0)).isEmpty();
        assertThat(events.snapshot().comments()).hasSize(1);
    }

    @Test
    void commentKnownFromTheStore_isDropped() {
        events.merge(
                new Snapshot(EventId.NONE, Totals.NONE, 0, List.of(comment("1").comment())));

        assertThat(events.publish(comment("1"), true, 0)).isEmpty();
    }

    @Test
    void likesWithinTheWindow_leaveMergedAndEnterTheSnapshotThen() {
        assertThat(events.publish(likes(1, 1), true, 0)).isPresent();
        assertThat(events.publish(likes(2, 3), true, 1)).isEmpty();
        assertThat(events.publish(likes(3, 6), true, 2)).isEmpty();
        assertThat(events.likesEndAtNanos()).hasValue(WINDOW);
        assertThat(events.snapshot().totals().sum()).containsExactly(Map.entry("heart", 1L));

        Optional<StampedEvent> merged = events.endLikeWindow(WINDOW);

        assertThat(merged).map(StampedEvent::event).hasValue(likes(5, 6));
        assertThat(events.snapshot().totals().sum()).containsExactly(Map.entry("heart", 6L));
        assertThat(events.endLikeWindow(2 * WINDOW)).isEmpty();
        assertThat(events.likesEndAtNanos()).isEmpty();
    }

    @Test
    void eventsNobodyWatches_countButGoNowhereAndOpenNoWindow() {
        assertThat(events.publish(likes(1, 1), false, 0)).isEmpty();
        assertThat(events.publish(comment("1"), false, 0)).isEmpty();
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
        assertThat(events.countViewers(1, 0)).map(StampedEvent::event).hasValue(new Event.Viewers(1));
        assertThat(events.countViewers(2, 1)).isEmpty();
        long end = events.viewersEndAtNanos().orElseThrow();
        assertThat(events.endViewerWindow(end)).map(StampedEvent::event).hasValue(new Event.Viewers(2));
        assertThat(events.snapshot().viewers()).isEqualTo(2);
    }

    private static Event.Likes likes(long added, long total) {
        return new Event.Likes("dc", Map.of("heart", added), Map.of("heart", total), null);
    }

    private static Event.Commented comment(String id) {
        return new Event.Commented(new Comment(id, "ann", "hello", NOW, null));
    }
}
