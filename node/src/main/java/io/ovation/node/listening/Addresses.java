package io.ovation.node.listening;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a node can be reached.
 *
 * @param viewer for viewers, if it is a frontend
 * @param publish for publishers, if it is a likes backend
 * @param management for operators
 * @param remoting for other nodes
 */
public record Addresses(
        Optional<InetSocketAddress> viewer,
        Optional<InetSocketAddress> publish,
        InetSocketAddress management,
        InetSocketAddress remoting) {

    /**
     * As it stands before a port: an IPv6 address in brackets (RFC 3986, section 3.2.2), and in the one spelling of RFC
     * 5952, by which nodes know each other.
     */
    public static String hostOf(String host) {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
        return address instanceof Inet6Address ? '[' + NetUtil.toAddressString(address) + ']' : host;
    }

    /** Of a port that speaks HTTP without TLS. */
    public static String url(InetSocketAddress address) {
        return url("http", address);
    }

    public static String url(String scheme, InetSocketAddress address) {
        return scheme + "://" + hostOf(address.getHostString()) + ':' + address.getPort();
    }

    /**
     * A socket's address for those who connect to it. One that is bound to all addresses of the machine is reached at any
     * of them, and not at the wildcard.
     *
     * @param boundTo where it is bound
     * @param host by which the node is known
     */
    public static InetSocketAddress reachable(String boundTo, int port, String host) {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(boundTo);
        boolean toAll = address != null && address.isAnyLocalAddress();
        return InetSocketAddress.createUnresolved(toAll ? host : boundTo, port);
    }
}
