package io.ovation.node;

import akka.actor.CoordinatedShutdown;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.ovation.common.protocol.Role;
import io.ovation.frontend.Departure;
import io.ovation.frontend.loop.DrainSettings;
import io.ovation.likes.LikesSettings;
import java.time.Duration;
import java.util.Set;

/**
 * How long Akka lets each phase of a node's shutdown last. Derived from what the roles do there: a phase that is
 * shorter than its tasks cuts viewers off and loses writes, and nobody would remember to set both.
 */
public final class ShutdownTimeouts {

    /** For a busy machine to notice that time is over. */
    private static final Duration MARGIN = Duration.ofSeconds(3);

    private ShutdownTimeouts() {}

    /** @return the phases' timeouts alone; none is shorter than {@code config} has it */
    public static Config from(Set<Role> roles, Config config) {
        Config timeouts = ConfigFactory.empty();
        if (roles.contains(Role.FRONTEND)) {
            Duration drain = Departure.longest(DrainSettings.from(config));
            timeouts = with(timeouts, CoordinatedShutdown.PhaseServiceRequestsDone(), drain, config);
        }
        if (roles.contains(Role.LIKES_BACKEND)) {
            Duration drain = LikesSettings.from(config).drainTimeout();
            // Finishes its commits, then publishes them; each may take that long.
            timeouts = with(timeouts, CoordinatedShutdown.PhaseServiceUnbind(), drain.multipliedBy(2), config);
            timeouts = with(timeouts, CoordinatedShutdown.PhaseServiceStop(), drain, config);
        }
        return timeouts;
    }

    private static Config with(Config timeouts, String phase, Duration tasks, Config config) {
        String shutdown = "akka.coordinated-shutdown.";
        String key = shutdown + "phases." + phase + ".timeout";
        Duration configured = config.getDuration(config.hasPath(key) ? key : shutdown + "default-phase-timeout");
        Duration needed = tasks.plus(MARGIN);
        Duration timeout = needed.compareTo(configured) > 0 ? needed : configured;
        return timeouts.withValue(key, ConfigValueFactory.fromAnyRef(timeout));
    }
}
