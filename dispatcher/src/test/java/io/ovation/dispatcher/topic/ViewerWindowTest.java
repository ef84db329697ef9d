package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ViewerWindowTest {

    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

    private final ViewerWindow window = new ViewerWindow(Duration.ofNanos(INTERVAL));

    @Test
    void firstChange_isSaidAtOnce() {
        assertThat(window.change(1, 0)).hasValue(1);
        assertThat(window.isOpen()).isTrue();
        assertThat(window.endsAtNanos()).isEqualTo(INTERVAL);
    }

    @Test
    void sameNumber_isNotSaidAgain() {
        assertThat(window.change(0, 0)).isEmpty();
        assertThat(window.isOpen()).isFalse();
        window.change(1, 0);
        window.end(INTERVAL);
        assertThat(window.change(1, INTERVAL)).isEmpty();
    }

    @Test
    void changesWithinTheInterval_areSaidOnceAtItsEnd() {
        window.change(1, 0);
        assertThat(window.change(2, 1)).isEmpty();
        assertThat(window.change(3, 2)).isEmpty();

        assertThat(window.end(INTERVAL)).hasValue(3);
        assertThat(window.change(4, INTERVAL + 1)).isEmpty();
        assertThat(window.end(2 * INTERVAL)).hasValue(4);
        assertThat(window.end(3 * INTERVAL)).isEmpty();
        assertThat(window.isOpen()).isFalse();
    }

    @Test
    void changeThatIsTakenBack_isNotSaid() {
        window.change(1, 0);
        window.change(2, 1);
        window.change(1, 2);

        assertThat(window.end(INTERVAL)).isEmpty();
    }
}
