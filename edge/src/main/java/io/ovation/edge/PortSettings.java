package io.ovation.edge;

import io.ovation.edge.message.HostPolicy;
import java.util.Optional;

/**
 * How a port listens.
 *
 * @param name of those who use it, as operators see it
 * @param key of its number, for whoever has to choose another
 * @param host address to bind
 * @param port to bind; 0 for any that is free
 * @param maxConnections at a time, without those that have been taken over
 * @param maxBodyBytes of a request
 * @param hosts that it answers for; none for all
 * @param crossOrigin none if pages of other sites have no business here
 */
public record PortSettings(
        String name,
        String key,
        String host,
        int port,
        int maxConnections,
        int maxBodyBytes,
        Optional<HostPolicy> hosts,
        Optional<CrossOrigin> crossOrigin,
        ConnectionSettings connections) {}
