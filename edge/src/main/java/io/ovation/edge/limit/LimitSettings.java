package io.ovation.edge.limit;

import com.typesafe.config.Config;
import io.ovation.common.limit.Rate;
import io.ovation.common.settings.Require;
import java.time.Duration;
import java.util.Optional;

/**
 * What one client may take of a port.
 *
 * @param connectionsPerAddress at a time
 * @param rates none for a port that only operators reach
 * @param exempt addresses without such limits
 * @param trustedProxies whose word about their clients' addresses is taken
 * @param proxyProtocol whether they begin each connection with it
 */
public record LimitSettings(
        int connectionsPerAddress,
        Optional<Rates> rates,
        Networks exempt,
        Networks trustedProxies,
        boolean proxyProtocol) {

    /**
     * How often something may be done.
     *
     * @param newConnections of all clients together
     * @param newConnectionsPerAddress of those of an address
     * @param requestsPerAddress of all connections of an address
     * @param newTopicsPerAddress that are asked for in them, where there are topics, and that nobody watches
     */
    public record Rates(
            Rate newConnections, Rate newConnectionsPerAddress, Rate requestsPerAddress, Rate newTopicsPerAddress) {}

    private static final String LIMITS = "ovation.edge.limits.";
    private static final String TRUSTED_PROXIES = "ovation.edge.trusted-proxies";
    private static final String PROXY_PROTOCOL = "ovation.edge.proxy-protocol";
    private static final int MOST_CONNECTIONS = 1_000_000;

    /** Clients lose patience, and the time for the answer runs. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(6);

    public LimitSettings {
        if (proxyProtocol && trustedProxies.equals(Networks.NONE)) {
            throw new IllegalArgumentException(
                    PROXY_PROTOCOL + " is on, and nobody is believed: name the proxies in " + TRUSTED_PROXIES);
        }
    }

    public static LimitSettings from(Config config) {
        return new LimitSettings(
                Require.between(
                        LIMITS + "connections-per-address",
                        config.getInt(LIMITS + "connections-per-address"),
                        1,
                        MOST_CONNECTIONS),
                Optional.of(new Rates(
                        rate(config, LIMITS + "new-connections"),
                        rate(config, LIMITS + "new-connections-per-address"),
                        pacedRate(config, LIMITS + "requests-per-address"),
                        pacedRate(config, LIMITS + "new-topics-per-address"))),
                networks(LIMITS + "exempt", config.getString(LIMITS + "exempt")),
                networks(TRUSTED_PROXIES, config.getString(TRUSTED_PROXIES)),
                config.getBoolean(PROXY_PROTOCOL));
    }

    /** Of a port that only operators reach, whose connections are counted for those who open them. */
    public LimitSettings forOperators(int most) {
        return new LimitSettings(most, Optional.empty(), exempt, Networks.NONE, false);
    }

    private static Rate rate(Config config, String key) {
        return Rate.require(key, config.getInt(key + ".per-second"), config.getInt(key + ".burst"));
    }

    /** Of something for which a client waits. */
    private static Rate pacedRate(Config config, String key) {
        Rate rate = rate(config, key).paced(Require.positive(key + ".at-once", config.getInt(key + ".at-once")));
        if (rate.longestWait().compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException(key + ": the last of a burst of " + rate.burst() + ", of which "
                    + rate.atOnce() + " are served at once and " + rate.perSecond()
                    + " a second from then on, would wait "
                    + rate.longestWait().toSeconds() + " s; it may wait " + LONGEST_WAIT.toSeconds() + " s at most");
        }
        return rate;
    }

    private static Networks networks(String key, String value) {
        try {
            return Networks.parse(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " must be " + Networks.RIGHT + ": " + e.getMessage(), e);
        }
    }
}
