package io.ovation.frontend.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.Snapshot;
import io.ovation.common.event.Totals;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.stream.LocalTopic.Due;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LocalTopicTest {

    private static final long NOW = Long.MAX_VALUE - 5;
    private static final StreamSettings SETTINGS =
            TestSettings.with("lease-renewal = 8s, linger = 3s, subscribe-retry = 1s");

    private final LocalTopic<String, String> topic = new LocalTopic<>(SETTINGS, NOW);

    @Test
    void join_waitsUntilTheTopicIsSubscribed() {
        assertThat(topic.join(0, "ann", "ann joins")).isFalse();
        assertThat(topic.join(1, "bob", "bob joins")).isFalse();

        topic.subscribed(Snapshot.EMPTY);
        assertThat(topic.ready()).containsExactly("ann joins", "bob joins");

        assertThat(topic.join(0, "eve", "eve joins")).isTrue();
        assertThat(topic.ready()).isEmpty();
    }

    @Test
    void due_subscribesForTheFirstViewerOnly() {
        topic.join(0, "ann", "ann joins");
        assertThat(topic.due(NOW, 0)).isEqualTo(Due.SUBSCRIBE);

        topic.join(0, "bob", "bob joins");
        assertThat(topic.due(NOW, 0)).isEqualTo(Due.NOTHING);
    }

    @Test
    void due_subscribesAgainUntilItIsAnswered() {
        topic.join(0, "ann", "ann joins");
        topic.due(NOW, 0);

        assertThat(topic.due(after(999), 0)).isEqualTo(Due.NOTHING);
        assertThat(topic.due(after(1_000), 0)).isEqualTo(Due.SUBSCRIBE);
        assertThat(topic.due(after(2_000), 0)).isEqualTo(Due.SUBSCRIBE);

        topic.subscribed(Snapshot.EMPTY);
        assertThat(topic.due(after(2_000), 0)).isEqualTo(Due.NOTHING);
    }

    @Test
    void due_renewsOnTime() {
        subscribedWithOneViewer();

        assertThat(topic.due(after(1_000), 0)).isEqualTo(Due.RENEW);
        assertThat(topic.due(after(8_999), 0)).isEqualTo(Due.NOTHING);
        assertThat(topic.due(after(9_000), 0)).isEqualTo(Due.RENEW);
    }

    @Test
    void due_renewsEarlierByJitter() {
        subscribedWithOneViewer();
        topic.due(after(1_000), 1);

        assertThat(topic.due(after(6_999), 0)).isEqualTo(Due.NOTHING);
        assertThat(topic.due(after(7_000), 0)).isEqualTo(Due.RENEW);
    }

    @Test
    void due_renewsOnAChangeOfViewers() {
        subscribedWithOneViewer();
        topic.join(0, "bob", "bob joins");

        assertThat(topic.due(NOW, 0)).isEqualTo(Due.RENEW);
        assertThat(topic.due(NOW, 0)).isEqualTo(Due.NOTHING);
    }

    @Test
    void due_unsubscribesAfterTheLastViewerHasBeenGoneForTheLinger() {
        subscribedWithOneViewer();
        topic.leave(0, "ann", after(1_000));

        assertThat(topic.due(after(3_999), 0)).isEqualTo(Due.RENEW);
        assertThat(topic.due(after(4_000), 0)).isEqualTo(Due.UNSUBSCRIBE);
    }

    @Test
    void due_keepsATopicWhoseViewerCameBack() {
        subscribedWithOneViewer();
        topic.leave(0, "ann", NOW);
        topic.join(0, "ann", "ann joins");

        assertThat(topic.due(after(4_000), 0)).isEqualTo(Due.RENEW);
    }

    @Test
    void viewers_areCountedByLoop() {
        topic.join(0, "ann", "ann joins");
        topic.join(2, "bob", "bob joins");
        topic.join(2, "eve", "eve joins");

        assertThat(topic.viewers()).isEqualTo(3);
        assertThat(topic.hasViewers(0)).isTrue();
        assertThat(topic.hasViewers(1)).isFalse();
        assertThat(topic.hasViewers(2)).isTrue();
        assertThat(topic.hasViewers(3)).isFalse();

        topic.leaveAll(2, NOW);
        topic.leaveAll(3, NOW);

        assertThat(topic.viewers()).isEqualTo(1);
        assertThat(topic.hasViewers(2)).isFalse();
    }

    @Test
    void leave_ofTheLastForgetsWhoWaited() {
        topic.join(0, "ann", "ann joins");
        topic.leave(0, "ann", NOW);
        topic.join(0, "bob", "bob joins");

        assertThat(topic.ready()).containsExactly("bob joins");
    }

    @Test
    void leave_forgetsThatAViewerWaited() {
        topic.join(0, "ann", "ann joins");
        topic.join(0, "bob", "bob joins");
        topic.leave(0, "ann", NOW);

        assertThat(topic.ready()).containsExactly("bob joins");
    }

    @Test
    void leaveAll_forgetsThoseOfTheLoopWhoWaited() {
        topic.join(0, "ann", "ann joins");
        topic.join(1, "bob", "bob joins");
        topic.leaveAll(0, NOW);

        assertThat(topic.ready()).containsExactly("bob joins");
    }

    @Test
    void leave_ofTheLastOfALoopSettlesWhatTheLoopIsOwed() {
        topic.join(0, "ann", "ann joins");
        topic.join(1, "bob", "bob joins");
        topic.behind().set(0, 2);
        topic.leave(0, "ann", NOW);

        assertThat(topic.behind().stream()).containsExactly(1);
    }

    @Test
    void leave_ofAViewerNeverSeenChangesNothing() {
        topic.join(0, "ann", "ann joins");
        topic.leave(0, "ann", NOW);

        topic.leave(0, "ann", NOW);
        topic.leave(7, "ann", NOW);

        assertThat(topic.viewers()).isZero();
        topic.join(0, "bob", "bob joins");
        assertThat(topic.hasViewers(0)).isTrue();
    }

    @Test
    void add_tellsNewsFromRepetition() {
        Comment comment = new Comment("c-1", "ann", "hi", Instant.EPOCH, null);

        assertThat(topic.add(comment)).isTrue();
        assertThat(topic.add(comment)).isFalse();
        assertThat(topic.state().snapshot().comments()).containsExactly(comment);
    }

    @Test
    void subscribed_mergesWhatOthersKnew() {
        topic.apply(new Event.Likes(Map.of("heart", 1L), Totals.of("one", Map.of("heart", 5L)), null));
        topic.subscribed(new Snapshot(Totals.of("two", Map.of("heart", 10L)), 3, List.of(), true));

        assertThat(topic.state().totals().sum()).containsEntry("heart", 15L);
    }

    @Test
    void snapshotFrame_isEncodedOncePerState() {
        FrameEncoder encoder = new FrameEncoder(InstantSource.system());
        Frame empty = snapshotFrame(encoder);

        assertThat(snapshotFrame(encoder)).isSameAs(empty);

        topic.apply(new Event.Viewers(2));
        Frame watched = snapshotFrame(encoder);
        assertThat(watched).isNotSameAs(empty);

        topic.subscribed(Snapshot.EMPTY);
        assertThat(snapshotFrame(encoder)).isNotSameAs(watched);
    }

    private Frame snapshotFrame(FrameEncoder encoder) {
        return topic.snapshotFrame(state -> encoder.snapshot(Topic.video("cats"), state));
    }

    private void subscribedWithOneViewer() {
        topic.join(0, "ann", "ann joins");
        topic.due(NOW, 0);
        topic.subscribed(Snapshot.EMPTY);
    }

    /** Wraps around, as {@link System#nanoTime()} may. */
    private static long after(long millis) {
        return NOW + TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
