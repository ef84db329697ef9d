package io.ovation.edge;

import io.ovation.edge.limit.LimitSettings;
import io.ovation.edge.tls.TlsSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * How the connections of a port behave.
 *
 * @param requestTimeout for a request to arrive, and for its answer to be taken
 * @param answerTimeout for its answer to be made
 * @param idleTimeout of a connection between two requests
 * @param vanished how long sent bytes may go unacknowledged before the client counts as gone
 * @param maxPendingBytes that may wait for one client before it is asked to read
 * @param sendBufferBytes of a socket in the kernel
 * @param limits of each client; none if all clients are trusted
 * @param tls nothing if they are not encrypted
 */
public record ConnectionSettings(
        Duration requestTimeout,
        Duration answerTimeout,
        Duration idleTimeout,
        Duration vanished,
        int maxPendingBytes,
        int sendBufferBytes,
        Optional<LimitSettings> limits,
        Optional<TlsSettings> tls) {

    /**
     * For a port that only operators reach; plain.
     *
     * @param connectionsPerAddress at a time
     */
    public ConnectionSettings forOperators(int connectionsPerAddress) {
        return new ConnectionSettings(
                requestTimeout,
                answerTimeout,
                idleTimeout,
                vanished,
                maxPendingBytes,
                sendBufferBytes,
                limits.map(known -> known.forOperators(connectionsPerAddress)),
                Optional.empty());
    }
}
