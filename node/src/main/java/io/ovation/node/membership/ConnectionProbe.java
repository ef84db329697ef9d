package io.ovation.node.membership;

import akka.actor.Address;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Tries to connect to where a member listens for other nodes. */
final class ConnectionProbe {

    private ConnectionProbe() {}

    /**
     * Blocks for no longer than {@code timeout}.
     *
     * @return whether the connection was refused. A process that is paused or busy does not refuse: its kernel accepts
     *     for it. The other cause of the exception, the kernel's own timeout, takes minutes and so cannot come first.
     */
    static boolean isRefused(Address member, Duration timeout) {
        InetSocketAddress address = new InetSocketAddress(
                member.getHost().orElseThrow(), member.getPort().orElseThrow());
        try (Socket socket = new Socket()) {
            socket.connect(address, Math.toIntExact(timeout.toMillis()));
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
