package io.ovation.frontend.crowd;

import static io.ovation.frontend.crowd.TypingCrowd.Told.COUNT;
import static io.ovation.frontend.crowd.TypingCrowd.Told.NAME;
import static io.ovation.frontend.crowd.TypingCrowd.Told.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Event;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TypingCrowdTest {

    private static final int EXPIRES_IN_SECONDS = 5;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long START = Long.MAX_VALUE - SECOND;

    private final TypingCrowd crowd = new TypingCrowd(2);
    private long now = START;

    @Test
    void few_areToldByName() {
        assertThat(type("ann")).isEqualTo(NAME);
        assertThat(type("bob")).isEqualTo(NAME);
        assertThat(type("ann")).isEqualTo(NAME);
    }

    @Test
    void many_areToldAsANumberOnceASecond() {
        type("ann");
        type("bob");

        assertThat(type("eve")).isEqualTo(COUNT);
        assertThat(crowd.count()).isEqualTo(3);
        now += SECOND / 2;
        assertThat(type("joe")).isEqualTo(NOTHING);
        now += SECOND / 2;
        assertThat(type("ann")).isEqualTo(COUNT);
        assertThat(crowd.count()).isEqualTo(4);
    }

    @Test
    void thoseWhoStop_areCountedNoLonger() {
        type("ann");
        type("bob");
        type("eve");

        now += (EXPIRES_IN_SECONDS - 1) * SECOND;
        assertThat(type("ann")).isEqualTo(COUNT);
        now += SECOND;
        assertThat(type("joe")).isEqualTo(NAME);
        assertThat(crowd.count()).isEqualTo(2);
    }

    @Test
    void crowd_isBounded() {
        for (int i = 0; i <= TypingCrowd.MOST; i++) {
            type("member-" + i);
        }

        assertThat(crowd.count()).isEqualTo(TypingCrowd.MOST);
    }

    private TypingCrowd.Told type(String member) {
        return crowd.add(new Event.Typing(member, EXPIRES_IN_SECONDS), now);
    }
}
