package io.ovation.node.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemberFailureDetectorTest {

    private final MemberFailureDetector detector = new MemberFailureDetector(
            ConfigFactory.parseString("heartbeat-interval = 1 s, acceptable-heartbeat-pause = 1 h"), null);

    @Test
    void member_isAvailableAndNotMonitoredBeforeItsFirstHeartbeat() {
        assertThat(detector.isMonitoring()).isFalse();
        assertThat(detector.isAvailable()).isTrue();
        assertThat(detector.isSilentFor(Duration.ZERO)).isFalse();
    }

    @Test
    void member_isSilentOnceTheTimeIsOver() {
        detector.heartbeat();

        assertThat(detector.isSilentFor(Duration.ofHours(1))).isFalse();
        assertThat(detector.isSilentFor(Duration.ofNanos(-1))).isTrue();
        assertThat(detector.isAvailable()).isTrue();
    }

    @Test
    void member_whoseProcessIsGone_isUnavailableAtOnce() {
        detector.heartbeat();

        detector.processIsGone();

        assertThat(detector.isAvailable()).isFalse();
    }

    @Test
    void member_thatIsHeardOfAfterAll_isAvailable() {
        detector.heartbeat();
        detector.processIsGone();

        detector.heartbeat();

        assertThat(detector.isAvailable()).isTrue();
    }
}
