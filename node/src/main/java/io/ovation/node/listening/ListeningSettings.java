package io.ovation.node.listening;

import com.typesafe.config.Config;
import io.ovation.common.protocol.Role;
import io.ovation.node.environment.Form;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a node is to listen.
 *
 * @param host by which others reach it
 * @param viewer for viewers, if it is a frontend
 * @param publish for publishers, if it is a likes backend
 * @param management for operators
 * @param remoting for other nodes
 */
public record ListeningSettings(
        String host, Optional<Listener> viewer, Optional<Listener> publish, Listener management, Listener remoting) {

    private static final String MANAGEMENT = "akka.management.http.";
    private static final String REMOTING = "akka.remote.artery.";

    public ListeningSettings {
        Form.HOST.require("ovation.host", host);
        List<Listener> all = all(viewer, publish, management, remoting);
        for (int i = 0; i < all.size(); i++) {
            for (Listener other : all.subList(i + 1, all.size())) {
                requireApart(all.get(i), other);
            }
        }
    }

    private static List<Listener> all(
            Optional<Listener> viewer, Optional<Listener> publish, Listener management, Listener remoting) {
        return Stream.of(viewer.stream(), publish.stream(), Stream.of(management, remoting))
                .flatMap(listeners -> listeners)
                .toList();
    }

    private static void requireApart(Listener one, Listener other) {
        if (one.collidesWith(other)) {
            throw new IllegalArgumentException(
                    one.key() + " and " + other.key() + " are both " + one.port() + ": each needs a port of its own");
        }
    }

    /** @param config of the whole system */
    public static ListeningSettings from(Set<Role> roles, Config config) {
        String host = config.getString("ovation.bind-host");
        return new ListeningSettings(
                config.getString("ovation.host"),
                Optional.of("ovation.frontend.edge.port")
                        .filter(key -> roles.contains(Role.FRONTEND))
                        .map(key -> listener(key, host, config)),
                Optional.of("ovation.likes.port")
                        .filter(key -> roles.contains(Role.LIKES_BACKEND))
                        .map(key -> listener(key, host, config)),
                listener(
                        firstSet(config, MANAGEMENT + "bind-port", MANAGEMENT + "port"),
                        config.getString(firstSet(config, MANAGEMENT + "bind-hostname", MANAGEMENT + "hostname")),
                        config),
                listener(
                        firstSet(config, REMOTING + "bind.port", REMOTING + "canonical.port"),
                        config.getString(firstSet(config, REMOTING + "bind.hostname", REMOTING + "canonical.hostname")),
                        config));
    }

    private static Listener listener(String key, String host, Config config) {
        return new Listener(key, host, config.getInt(key));
    }

    /** Akka's settings for what is bound are empty unless it is something else than what others are told. */
    private static String firstSet(Config config, String bound, String told) {
        return config.getString(bound).isEmpty() ? told : bound;
    }

    /** Whether viewers or publishers can come from other machines. */
    public boolean isOpenToOtherMachines() {
        return Stream.of(viewer, publish).flatMap(Optional::stream).anyMatch(Listener::isOpenToOtherMachines);
    }

    public boolean isManagementOpenToOtherMachines() {
        return management.isOpenToOtherMachines();
    }

    List<Listener> all() {
        return all(viewer, publish, management, remoting);
    }

    /**
     * Before anything is started: what starts first would have to be stopped again, and what fails says less.
     *
     * @throws IllegalStateException in one line that names the port that cannot be had
     */
    public void requireFree() {
        all().forEach(Listener::requireFree);
    }
}
