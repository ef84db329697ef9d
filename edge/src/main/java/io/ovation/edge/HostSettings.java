package io.ovation.edge;

import com.typesafe.config.Config;
import io.ovation.edge.message.HostField;
import io.ovation.edge.message.HostPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By which names clients may call a node.
 *
 * @param own by which other nodes reach it
 * @param allowed further ones; {@code *} among them for any
 */
public record HostSettings(String own, Set<String> allowed) {

    /** What is right, to follow "must be". */
    public static final String RIGHT = "host names without ports, separated by commas, or *";

    private static final String KEY = "ovation.allowed-hosts";
    private static final String ANY = "*";

    public HostSettings {
        allowed = Set.copyOf(allowed);
    }

    public static HostSettings from(Config config) {
        String allowed = config.getString(KEY);
        if (!allowed.isEmpty() && !isRight(allowed)) {
            throw new IllegalArgumentException(KEY + " must be " + RIGHT + ", not '" + allowed + "'");
        }
        return new HostSettings(
                config.getString("ovation.host").toLowerCase(Locale.ROOT),
                names(allowed).stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
    }

    public static boolean isRight(String value) {
        List<String> names = names(value);
        return !names.isEmpty() && names.stream().allMatch(name -> name.equals(ANY) || isName(name));
    }

    /**
     * @param boundTo where the port listens
     * @param openPaths that are answered for whatever host
     * @return for a port that answers whoever reaches it; none where others than this machine do, unless names are given
     */
    public Optional<HostPolicy> policyOf(String boundTo, Set<String> openPaths) {
        if (allowed.contains(ANY) || (allowed.isEmpty() && !isLoopback(boundTo))) {
            return Optional.empty();
        }
        Set<String> names = Stream.concat(Stream.of(own), allowed.stream()).collect(Collectors.toSet());
        return Optional.of(new HostPolicy(names, openPaths));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isName(String name) {
        return HostField.isValid(name) && name.indexOf(':') < 0 && !name.endsWith(".");
    }

    private static List<String> names(String value) {
        return Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
