package io.ovation.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicStateTest {

    private final TopicState state = new TopicState();

    @Test
    void newState_isThatOfATopicOfWhichNothingIsKnown() {
        assertThat(state.totals()).isEqualTo(Totals.NONE);
        assertThat(state.viewers()).isZero();
        assertThat(state.presence()).isEmpty();
    }

    @Test
    void events_addUp() {
        state.apply(likes(5));
        state.apply(new Event.Viewers(7));
        state.apply(new Event.Typing("ann", 5));
        state.apply(Event.Presence.NEVER);

        assertThat(state.totals()).isEqualTo(Totals.of("east", Map.of("heart", 5L)));
        assertThat(state.viewers()).isEqualTo(7);
        assertThat(state.presence()).contains(Event.Presence.NEVER);
    }

    @Test
    void likesTwiceOrLate_changeNothing() {
        state.apply(likes(9));

        state.apply(likes(9));
        state.apply(likes(5));

        assertThat(state.totals()).isEqualTo(Totals.of("east", Map.of("heart", 9L)));
    }

    @Test
    void apply_tellsWhetherAnythingHasChanged() {
        assertThat(state.apply(likes(9))).isTrue();
        assertThat(state.apply(likes(5))).isFalse();
        assertThat(state.apply(new Event.Viewers(7))).isTrue();
        assertThat(state.apply(new Event.Viewers(7))).isFalse();
        assertThat(state.apply(Event.Presence.NEVER)).isTrue();
        assertThat(state.apply(Event.Presence.NEVER)).isFalse();
        assertThat(state.apply(new Event.Typing("ann", 5))).isFalse();
    }

    private static Event.Likes likes(long total) {
        return new Event.Likes(Map.of("heart", 1L), Totals.of("east", Map.of("heart", total)), null);
    }
}
