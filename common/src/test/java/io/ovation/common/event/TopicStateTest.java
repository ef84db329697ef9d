package io.ovation.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopicStateTest {

    private final TopicState state = new TopicState(3);

    @Test
    void newState_isEmpty() {
        assertThat(state.snapshot()).isEqualTo(Snapshot.EMPTY);
    }

    @Test
    void events_addUp() {
        state.apply(id(1), likes(5));
        state.apply(id(2), new Event.Viewers(7));
        state.apply(id(3), new Event.Commented(comment(1)));
        state.apply(id(4), new Event.Typing("ann", 5));

        assertThat(state.snapshot())
                .isEqualTo(new Snapshot(id(4), Totals.of("east", Map.of("heart", 5L)), 7, List.of(comment(1))));
        assertThat(state.lastEvent()).isEqualTo(id(4));
        assertThat(state.totals()).isEqualTo(Totals.of("east", Map.of("heart", 5L)));
    }

    @Test
    void commentKnownAlready_isNotNews() {
        assertThat(state.apply(id(1), new Event.Commented(comment(1)))).isTrue();
        assertThat(state.apply(id(2), new Event.Commented(comment(1)))).isFalse();
        assertThat(state.snapshot().comments()).containsExactly(comment(1));
        assertThat(state.lastEvent()).isEqualTo(id(1));
    }

    @Test
    void likesTwiceOrLate_changeNothing() {
        state.apply(id(2), likes(9));
        Snapshot before = state.snapshot();

        state.apply(id(2), likes(9));
        state.apply(id(1), likes(5));

        assertThat(state.snapshot()).isEqualTo(before);
    }

    @Test
    void commentsBeyondTheLimit_pushOutTheOldest() {
        Stream.of(1, 2, 3, 4).forEach(n -> state.apply(id(n), new Event.Commented(comment(n))));

        assertThat(state.snapshot().comments()).containsExactly(comment(2), comment(3), comment(4));
    }

    @Test
    void merge_unitesCommentsInTheOrderOfTheirTime() {
        state.apply(id(1), new Event.Commented(comment(3)));

        state.merge(new Snapshot(EventId.NONE, Totals.NONE, 0, List.of(comment(1), comment(2), comment(3))));

        assertThat(state.snapshot().comments()).containsExactly(comment(1), comment(2), comment(3));
    }

    @Test
    void merge_keepsTheMostRecentCommentsWithinTheLimit() {
        state.apply(id(1), new Event.Commented(comment(5)));

        state.merge(new Snapshot(EventId.NONE, Totals.NONE, 0, List.of(comment(1), comment(2), comment(3))));

        assertThat(state.snapshot().comments()).containsExactly(comment(2), comment(3), comment(5));
    }

    @Test
    void mergeOfALaterSnapshot_takesItsViewers() {
        state.apply(id(1), new Event.Viewers(7));

        state.merge(new Snapshot(id(2), Totals.NONE, 9, List.of()));

        assertThat(state.snapshot().viewers()).isEqualTo(9);
        assertThat(state.lastEvent()).isEqualTo(id(2));
    }

    @Test
    void mergeOfAnEarlierSnapshot_changesNothing() {
        state.apply(id(1), likes(5));
        state.apply(id(2), new Event.Commented(comment(1)));
        Snapshot early = state.snapshot();
        state.apply(id(3), new Event.Viewers(7));
        state.apply(id(4), likes(6));
        Snapshot now = state.snapshot();

        state.merge(early);
        state.merge(now);

        assertThat(state.snapshot()).isEqualTo(now);
    }

    @Test
    void snapshot_doesNotChangeWithTheState() {
        state.apply(id(1), new Event.Commented(comment(1)));
        Snapshot before = state.snapshot();

        state.apply(id(2), new Event.Commented(comment(2)));

        assertThat(before.comments()).containsExactly(comment(1));
    }

    private static EventId id(long value) {
        return new EventId(value);
    }

    private static Event.Likes likes(long total) {
        return new Event.Likes("east", Map.of("heart", 1L), Map.of("heart", total), null);
    }

    private static Comment comment(int number) {
        return new Comment("id" + number, "ann", "text", Instant.ofEpochSecond(number), null);
    }
}
