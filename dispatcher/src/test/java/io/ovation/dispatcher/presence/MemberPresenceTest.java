package io.ovation.dispatcher.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemberPresenceTest {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration EXPIRY = Duration.ofSeconds(15);

    private final MemberPresence ann = MemberPresence.offline(EXPIRY);

    @Test
    void firstHeartbeat_isAChangeAndFurtherOnesAreNot() {
        assertThat(beat(0)).contains(new Event.Presence(true, START));
        assertThat(beat(10)).isEmpty();
        assertThat(ann.current()).isEqualTo(new Event.Presence(true, START.plusSeconds(10)));
    }

    @Test
    void trigger_isPushedBackByEachHeartbeat() {
        beat(0);
        beat(10);

        assertThat(ann.trigger(nanos(15))).isEmpty();
        assertThat(ann.untilTrigger(nanos(15))).isEqualTo(Duration.ofSeconds(10));
        assertThat(ann.trigger(nanos(25))).contains(new Event.Presence(false, START.plusSeconds(10)));
        assertThat(ann.trigger(nanos(26))).isEmpty();
        assertThat(beat(30)).isPresent();
    }

    @Test
    void resumedMember_isGivenTheWholeTimeToBeHeardOf() {
        MemberPresence bob = MemberPresence.resumed(EXPIRY, START.minusSeconds(60), nanos(0));

        assertThat(bob.isOnline()).isTrue();
        assertThat(bob.trigger(nanos(14))).isEmpty();
        assertThat(bob.heartbeat(START.plusSeconds(14), nanos(14))).isEmpty();
        assertThat(bob.trigger(nanos(15))).isEmpty();
        assertThat(bob.trigger(nanos(29))).contains(new Event.Presence(false, START.plusSeconds(14)));
    }

    private Optional<Event.Presence> beat(int second) {
        return ann.heartbeat(START.plusSeconds(second), nanos(second));
    }

    private static long nanos(int second) {
        return Duration.ofSeconds(second).toNanos();
    }
}
