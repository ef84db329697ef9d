package io.ovation.systemtests.harness;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Where one node listens. */
public record Ports(int viewer, int publish, int management, int remoting) {

    /**
     * Below what operating systems hand out to clients, so that a port stays free while a node that had it is restarted.
     */
    private static final int LEAST = 20_000;

    private static final int MOST = 32_000;

    private static final Set<Integer> TAKEN = new HashSet<>();

    static Ports free() {
        return new Ports(freePort(), freePort(), freePort(), freePort());
    }

    static synchronized int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LEAST, MOST);
            if (isFree(port) && TAKEN.add(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port)) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
