package io.ovation.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.protocol.Role;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShutdownTimeoutsTest {

    private static final String PHASES = "akka.coordinated-shutdown.phases.";
    private static final String REQUESTS_DONE = PHASES + "service-requests-done.timeout";
    private static final String UNBIND = PHASES + "service-unbind.timeout";
    private static final String STOP = PHASES + "service-stop.timeout";

    @ParameterizedTest
    @ValueSource(strings = {"1 s", "15 s", "10 minutes"})
    void drainOfAFrontend_fitsIntoItsPhase(String duration) {
        Config config = config("ovation.frontend.drain.duration = " + duration);

        Duration timeout = timeouts(Set.of(Role.FRONTEND), config).getDuration(REQUESTS_DONE);

        assertThat(timeout)
                .isGreaterThan(
                        config.getDuration("ovation.frontend.drain.duration").plusSeconds(2));
    }

    @Test
    void writesOfALikesBackend_fitIntoTheirPhase() {
        Config config = config("ovation.likes.drain-timeout = 30 s");

        Config timeouts = timeouts(Set.of(Role.LIKES_BACKEND), config);

        assertThat(timeouts.getDuration(UNBIND)).isGreaterThan(Duration.ofSeconds(60));
        assertThat(timeouts.getDuration(STOP)).isGreaterThan(Duration.ofSeconds(30));
    }

    @Test
    void phaseThatIsConfiguredLonger_staysLonger() {
        Config config = config(REQUESTS_DONE + " = 1 hour");

        assertThat(timeouts(EnumSet.allOf(Role.class), config).getDuration(REQUESTS_DONE))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void otherRoles_changeNothing() {
        assertThat(ShutdownTimeouts.from(Set.of(Role.DISPATCHER), ConfigFactory.load())
                        .isEmpty())
                .isTrue();
    }

    private static Config timeouts(Set<Role> roles, Config config) {
        return ShutdownTimeouts.from(roles, config).withFallback(config);
    }

    private static Config config(String changes) {
        return ConfigFactory.parseString(changes).withFallback(ConfigFactory.load());
    }
}
