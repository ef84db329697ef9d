package io.ovation.node;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a node listens.
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

    static String url(InetSocketAddress address) {
        return "http://" + address.getHostString() + ':' + address.getPort();
    }
}
