package io.ovation.edge.limit;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells by which address a client is known. Behind trusted proxies it is the last one that they did not add themselves:
 * all before it is what the client may have made up.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239#section-5.2">RFC 7239, section 5.2</a>
 */
public final class ClientAddresses {

    private static final String X_FORWARDED_FOR = "X-Forwarded-For";

    private final Networks trustedProxies;

    public ClientAddresses(Networks trustedProxies) {
        this.trustedProxies = trustedProxies;
    }

    boolean isTrustedProxy(InetAddress peer) {
        return trustedProxies.contain(peer);
    }

    /** @param peer at the other end of the connection */
    public InetAddress of(InetAddress peer, HttpHeaders headers) {
        if (!trustedProxies.contain(peer)) {
            return peer;
        }
        InetAddress client = peer;
        List<String> path = forwardedFor(headers);
        for (int hop = path.size() - 1; hop >= 0 && trustedProxies.contain(client); hop--) {
            Optional<InetAddress> before = parse(path.get(hop));
            if (before.isEmpty()) {
                return client;
            }
            client = before.get();
        }
        return client;
    }

    private static List<String> forwardedFor(HttpHeaders headers) {
        return headers.getAll(X_FORWARDED_FOR).stream()
                .flatMap(field -> Stream.of(field.split(",", -1)))
                .map(String::strip)
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
