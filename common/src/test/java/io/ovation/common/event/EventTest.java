package io.ovation.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EventTest {

    @Test
    void textBytes_growWithNames() {
        assertThat(new Event.Typing("a".repeat(128), 5).textBytes())
                .isEqualTo(new Event.Typing("a", 5).textBytes() + 127);
        assertThat(new Event.Viewers(7).textBytes()).isZero();
        assertThat(Event.Presence.NEVER.textBytes()).isZero();
    }

    @Test
    void textBytes_growWithWhatIsCounted() {
        Totals totals = Totals.of("east", Map.of("heart", 3L));
        int bytes = new Event.Likes(Map.of(), totals, null).textBytes();

        assertThat(bytes).isGreaterThan("eastheart".length());
        assertThat(new Event.Likes(Map.of("heart", 1L), totals, null).textBytes())
                .isGreaterThan(bytes);
        assertThat(new Event.Likes(Map.of(), totals.merge(Totals.of("west", Map.of("heart", 1L))), null).textBytes())
                .isGreaterThan(bytes);
    }
}
