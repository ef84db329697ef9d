package io.ovation.frontend.edge.http;

import com.typesafe.config.Config;
import io.ovation.common.http.AllowedOrigins;
import io.ovation.common.settings.Require;
import io.ovation.edge.ConnectionSettings;
import io.ovation.edge.CrossOrigin;
import io.ovation.edge.HostSettings;
import io.ovation.edge.PortSettings;
import io.ovation.edge.limit.LimitSettings;
import io.ovation.edge.tls.TlsSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How the edge listens.
 *
 * @param host address to bind
 * @param port to bind; 0 for any that is free
 * @param loops event loops, one thread each
 * @param maxStreams that this node holds at a time
 * @param maxVisitors connections at a time that are not streams, or not yet
 * @param maxPendingBytes that may wait for one viewer; past it events are dropped for that viewer
 * @param sendBufferBytes of a viewer's socket in the kernel
 * @param requestTimeout for a request to arrive, and for its answer to be taken
 * @param idleTimeout of a connection between two requests
 * @param maxBodyBytes of a request
 * @param vanished how long sent bytes may go unacknowledged before the viewer counts as gone
 * @param pollHold how long a poll waits for news
 * @param pollMaxBytes of events that are gathered for a poll; past it it is answered
 * @param allowedOrigins sites whose pages may read what is answered
 * @param publishUrl where the demo page publishes; empty for {@code publishPort} of the host that served it
 * @param publishPort where the demo page publishes, if there is no {@code publishUrl}
 * @param hosts by which viewers may call this node
 * @param limits of each client
 * @param tls nothing if connections are not encrypted
 */
public record EdgeSettings(
        String host,
        int port,
        int loops,
        int maxStreams,
        int maxVisitors,
        int maxPendingBytes,
        int sendBufferBytes,
        Duration requestTimeout,
        Duration idleTimeout,
        int maxBodyBytes,
        Duration vanished,
        Duration pollHold,
        int pollMaxBytes,
        AllowedOrigins allowedOrigins,
        String publishUrl,
        int publishPort,
        HostSettings hosts,
        LimitSettings limits,
        Optional<TlsSettings> tls) {

    /** The name of their port. */
    public static final String VIEWERS = "viewers";

    private static final String ORIGINS = "ovation.allowed-origins";
    private static final String PREFIX = "ovation.frontend.edge.";

    public EdgeSettings {
        Require.notBlank("ovation.bind-host", host);
        Require.port(PREFIX + "port", port);
        Require.between(PREFIX + "loops", loops, 1, 999);
        Require.positive(PREFIX + "max-streams", maxStreams);
        Require.positive(PREFIX + "max-visitors", maxVisitors);
        Require.positive(PREFIX + "max-pending-bytes", maxPendingBytes);
        Require.positive(PREFIX + "send-buffer-bytes", sendBufferBytes);
        Require.positive(PREFIX + "request-timeout", requestTimeout);
        Require.positive(PREFIX + "idle-timeout", idleTimeout);
        Require.positive(PREFIX + "max-body-bytes", maxBodyBytes);
        Require.positive(PREFIX + "vanished", vanished);
        Require.positive(PREFIX + "poll.hold", pollHold);
        Require.positive(PREFIX + "poll.max-bytes", pollMaxBytes);
        Require.port(PREFIX + "publish-port", publishPort);
    }

    /**
     * How the viewers' port listens.
     *
     * @param isOpen whether it answers whoever reaches it
     */
    public PortSettings listening(boolean isOpen) {
        return new PortSettings(
                VIEWERS,
                PREFIX + "port (OVATION_VIEWER_PORT)",
                host,
                port,
                maxVisitors,
                maxBodyBytes,
                isOpen ? hosts.policyOf(host, Set.of()) : Optional.empty(),
                Optional.of(crossOrigin()),
                new ConnectionSettings(
                        requestTimeout,
                        requestTimeout,
                        idleTimeout,
                        vanished,
                        maxPendingBytes,
                        sendBufferBytes,
                        Optional.of(limits),
                        tls));
    }

    CrossOrigin crossOrigin() {
        return new CrossOrigin(
                allowedOrigins, "GET, POST", "Authorization, Content-Type, Last-Event-ID, Cache-Control");
    }

    /** With one for each of two processors, whatever else there is to do waits its turn; one alone could not keep up. */
    static int loopsFor(int processors) {
        return processors <= 2 ? processors : processors - 1;
    }

    public static EdgeSettings from(Config config) {
        Config edge = config.getConfig("ovation.frontend.edge");
        int loops = edge.getInt("loops");
        return new EdgeSettings(
                config.getString("ovation.bind-host"),
                edge.getInt("port"),
                loops == 0 ? loopsFor(Runtime.getRuntime().availableProcessors()) : loops,
                edge.getInt("max-streams"),
                edge.getInt("max-visitors"),
                bytes(edge, "max-pending-bytes"),
                bytes(edge, "send-buffer-bytes"),
                edge.getDuration("request-timeout"),
                edge.getDuration("idle-timeout"),
                bytes(edge, "max-body-bytes"),
                edge.getDuration("vanished"),
                edge.getDuration("poll.hold"),
                bytes(edge, "poll.max-bytes"),
                AllowedOrigins.parse(ORIGINS, config.getString(ORIGINS)),
                edge.getString("publish-url"),
                edge.getInt("publish-port"),
                HostSettings.from(config),
                LimitSettings.from(config),
                TlsSettings.from(config));
    }

    private static int bytes(Config edge, String key) {
        long bytes = edge.getBytes(key);
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(PREFIX + key + " must be less than 2 GiB, not " + bytes + " bytes");
        }
        return (int) bytes;
    }
}
