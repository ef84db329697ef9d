package io.ovation.node.local.plan;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Which ports of this machine are free. */
public final class LoopbackPorts {

    /** Below those that operating systems hand out to clients, so that a port stays free while its node restarts. */
    private static final int LEAST = 20_000;

    private static final int MOST = 32_000;

    private final Set<Integer> handedOut = new HashSet<>();

    /** One that is free, and not handed out before. */
    public int next() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LEAST, MOST);
            if (isFree(port) && handedOut.add(port)) {
                return port;
            }
        }
    }

    /** @throws IllegalStateException that names the first port that is taken */
    public static void requireFree(List<PlannedNode> nodes) {
        for (PlannedNode node : nodes) {
            node.ports().all().forEach((name, port) -> {
                if (!isFree(port)) {
                    throw new IllegalStateException("port " + port + ", the " + name + " port of " + node.name()
                            + ", is taken; choose others with --base-port N, or any free ones with --base-port 0");
                }
            });
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
