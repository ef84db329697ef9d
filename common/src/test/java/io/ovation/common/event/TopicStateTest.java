package io.ovation.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicStateTest {

    private final TopicState state = new TopicState(new WindowSettings(2, 5, 1_000, Duration.ofHours(1)));

    @Test
    void newState_isThatOfATopicOfWhichNothingIsKnown() {
        assertThat(state.snapshot()).isEqualTo(Snapshot.EMPTY);
    }

    @Test
    void events_addUp() {
        state.apply(likes(5));
        state.apply(new Event.Viewers(7));
        state.apply(new Event.Typing("ann", 5));
        state.add(comment(1));

        assertThat(state.snapshot())
                .isEqualTo(new Snapshot(Totals.of("east", Map.of("heart", 5L)), 7, List.of(comment(1)), false));
        assertThat(state.totals()).isEqualTo(Totals.of("east", Map.of("heart", 5L)));
    }

    @Test
    void likesTwiceOrLate_changeNothing() {
        state.apply(likes(9));

        state.apply(likes(9));
        state.apply(likes(5));

        assertThat(state.totals()).isEqualTo(Totals.of("east", Map.of("heart", 9L)));
    }

    @Test
    void catchUp_takesTotalsAndViewersAndTellsTheCommentsMissed() {
        state.add(comment(1));
        state.apply(likes(9));

        assertThat(state.catchUp(
                        new Snapshot(Totals.of("west", Map.of("heart", 2L)), 8, List.of(comment(1), comment(2)), true)))
                .contains(List.of(comment(2)));
        assertThat(state.snapshot())
                .isEqualTo(new Snapshot(
                        Totals.of("east", Map.of("heart", 9L)).merge(Totals.of("west", Map.of("heart", 2L))),
                        8,
                        List.of(comment(1), comment(2)),
                        true));
    }

    @Test
    void recent_holdsNoMoreCommentsThanAreShown() {
        state.catchUp(new Snapshot(Totals.NONE, 0, List.of(comment(1), comment(2), comment(3)), true));

        assertThat(state.recent().comments()).containsExactly(comment(2), comment(3));
        assertThat(state.recent().whole()).isFalse();
        assertThat(state.snapshot().comments()).hasSize(3);
    }

    private static Event.Likes likes(long total) {
        return new Event.Likes(Map.of("heart", 1L), Totals.of("east", Map.of("heart", total)), null);
    }

    private static Comment comment(int number) {
        return new Comment("id" + number, "ann", "text", Instant.ofEpochSecond(number), null);
    }
}
