package io.ovation.edge.limit;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/** Some addresses, in the notation of RFC 4632, such as {@code 10.0.0.0/8} or {@code ::1}. */
public final class Networks {

    static final Networks NONE = parse(List.of());

    /** To follow "must be". */
    public static final String RIGHT = "addresses or networks such as 10.0.0.0/8, separated by commas";

    private final List<String> networks;
    private final List<IpSubnetFilterRule> rules;

    private Networks(List<String> networks) {
        this.networks = networks;
        this.rules = networks.stream().map(Networks::rule).toList();
    }

    /** @throws IllegalArgumentException if one of them is none */
    static Networks parse(List<String> networks) {
        return new Networks(List.copyOf(networks));
    }

    /**
     * @param networks separated by commas, of which there may be none
     * @throws IllegalArgumentException if one of them is none
     */
    public static Networks parse(String networks) {
        return parse(Arrays.stream(networks.split(","))
                .map(String::strip)
                .filter(network -> !network.isEmpty())
                .toList());
    }

    public static boolean isRight(String networks) {
        try {
            parse(networks);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static IpSubnetFilterRule rule(String network) {
        int slash = network.indexOf('/');
        byte[] address = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? network : network.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException("'" + network + "' is no address and no network");
        }
        int bits = address.length * Byte.SIZE;
        return new IpSubnetFilterRule(
                NetUtil.bytesToIpAddress(address),
                slash < 0 ? bits : prefix(network, network.substring(slash + 1), bits),
                IpFilterRuleType.ACCEPT);
    }

    private static int prefix(String network, String digits, int most) {
        if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > most) {
            throw new IllegalArgumentException("'" + network + "' must have 0 to " + most + " behind the slash");
        }
        return Integer.parseInt(digits);
    }

    boolean contain(InetAddress address) {
        if (rules.isEmpty()) {
            return false;
        }
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return rules.stream().anyMatch(rule -> rule.matches(socket));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Networks that && networks.equals(that.networks);
    }

    @Override
    public int hashCode() {
        return networks.hashCode();
    }

    @Override
    public String toString() {
        return String.join(",", networks);
    }
}
