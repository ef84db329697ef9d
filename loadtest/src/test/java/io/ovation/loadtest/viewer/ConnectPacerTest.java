package io.ovation.loadtest.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectPacerTest {

    @Test
    void pacer_startsAsManyAsAreDueSinceItWasLastAsked() {
        ConnectPacer pacer = new ConnectPacer(10_000, 1_000, 10_000);

        assertThat(pacer.startNow(Duration.ZERO, 0)).isEqualTo(1);
        assertThat(pacer.startNow(Duration.ofMillis(100), 0)).isEqualTo(100);
        assertThat(pacer.startNow(Duration.ofMillis(100), 0)).isZero();
        assertThat(pacer.startNow(Duration.ofMillis(150), 0)).isEqualTo(50);
    }

    @Test
    void pacer_holdsBackWhileTooManyAreOnTheirWay() {
        ConnectPacer pacer = new ConnectPacer(10_000, 1_000, 20);

        assertThat(pacer.startNow(Duration.ofSeconds(1), 0)).isEqualTo(20);
        assertThat(pacer.startNow(Duration.ofSeconds(2), 0)).isZero();
        assertThat(pacer.startNow(Duration.ofSeconds(2), 5)).isEqualTo(5);
    }

    @Test
    void pacer_startsNoMoreThanThereAre() {
        ConnectPacer pacer = new ConnectPacer(30, 1_000, 20);

        assertThat(pacer.startNow(Duration.ofHours(100_000), 0)).isEqualTo(20);
        assertThat(pacer.startNow(Duration.ofHours(100_000), 20)).isEqualTo(10);
        assertThat(pacer.startNow(Duration.ofHours(100_000), 30)).isZero();
    }
}
