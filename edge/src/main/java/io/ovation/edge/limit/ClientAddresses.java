package io.ovation.edge.limit;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import io.ovation.edge.message.ForwardedField;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells by which address a client is known. Behind trusted proxies it is the last one that they did not add themselves:
 * all before it is what the client may have made up.
 *
 * <p>{@code X-Forwarded-For} counts if it is there, and else {@code Forwarded}: most proxies write the former, and pass on
 * the latter as the client may have made it up.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239#section-5.2">RFC 7239, section 5.2</a>
 */
public final class ClientAddresses {

    private static final String X_FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED = "Forwarded";

    private final Networks trustedProxies;

    /**
     * A client, as far as it is known.
     *
     * @param standsIn whether the address is that of a trusted proxy, which did not say in a way that can be read for
     *     whom it asks
     */
    record Client(InetAddress address, boolean standsIn) {}

    public ClientAddresses(Networks trustedProxies) {
        this.trustedProxies = trustedProxies;
    }

    /** Of a port; without settings no proxy is trusted. */
    public static ClientAddresses at(Optional<LimitSettings> settings) {
        return new ClientAddresses(settings.map(LimitSettings::trustedProxies).orElse(Networks.NONE));
    }

    boolean isTrustedProxy(InetAddress peer) {
        return trustedProxies.contain(peer);
    }

    /** @return nothing for what is no socket */
    public Optional<InetAddress> of(Channel channel, HttpHeaders headers) {
        return clientOf(channel, headers).map(Client::address);
    }

    /** @return nothing for what is no socket */
    Optional<Client> clientOf(Channel channel, HttpHeaders headers) {
        return PeerAddress.of(channel).map(peer -> clientOf(peer, headers));
    }

    /** @param peer at the other end of the connection */
    public InetAddress of(InetAddress peer, HttpHeaders headers) {
        return clientOf(peer, headers).address();
    }

    Client clientOf(InetAddress peer, HttpHeaders headers) {
        if (!trustedProxies.contain(peer)) {
            return new Client(peer, false);
        }
        InetAddress client = peer;
        List<Optional<String>> path = headers.contains(X_FORWARDED_FOR)
                ? forwardedFor(headers)
                : ForwardedField.clients(headers.getAll(FORWARDED));
        for (int hop = path.size() - 1; hop >= 0 && trustedProxies.contain(client); hop--) {
            Optional<InetAddress> before = path.get(hop).flatMap(ClientAddresses::parse);
            if (before.isEmpty()) {
                return new Client(client, true);
            }
            client = before.get();
        }
        return new Client(client, false);
    }

    private static List<Optional<String>> forwardedFor(HttpHeaders headers) {
        return headers.getAll(X_FORWARDED_FOR).stream()
                .flatMap(field -> Stream.of(field.split(",", -1)))
                .map(hop -> Optional.of(hop.strip()))
                .toList();
    }

    /** Some proxies add the port. */
    private static Optional<InetAddress> parse(String text) {
        @Nullable InetAddress address = NetUtil.createInetAddressFromIpAddressString(withoutPort(text));
        return Optional.ofNullable(address);
    }

    private static String withoutPort(String text) {
        int bracket = text.indexOf(']');
        if (text.startsWith("[") && bracket > 0) {
            return text.substring(1, bracket);
        }
        int colon = text.indexOf(':');
        return colon > 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
    }
}
