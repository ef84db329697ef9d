package io.ovation.node.listening;

import io.ovation.common.settings.Require;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/**
 * A socket that a node is to listen on.
 *
 * @param key of the setting that says its port
 * @param host to bind
 * @param port to bind; 0 for any that is free
 */
public record Listener(String key, String host, int port) {

    public Listener {
        Require.port(key, port);
    }

    /** A name of no address cannot be bound, which is told later. */
    boolean isOpenToOtherMachines() {
        try {
            return !InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return true;
        }
    }

    boolean collidesWith(Listener other) {
        return port != 0 && port == other.port && host.equals(other.host);
    }

    /**
     * Bound without listening, so that nobody connects who would be cut off again. The kernel refuses it if another socket
     * listens there.
     *
     * @throws IllegalStateException in one line
     */
    void requireFree() {
        try {
            bind(0);
        } catch (IOException e) {
            throw refused(host + " is no address of this machine; see ovation.bind-host");
        }
        try {
            bind(port);
        } catch (IOException e) {
            throw refused(e.getMessage() + "; choose another port");
        }
    }

    private void bind(int any) throws IOException {
        try (Socket probe = new Socket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), any));
        }
    }

    private IllegalStateException refused(String reason) {
        return new IllegalStateException(key + ' ' + port + " on " + host + " cannot be bound: " + reason);
    }
}
