package io.ovation.node.local.plan;

import io.ovation.common.protocol.Role;
import io.ovation.common.settings.Require;

/**
 * Which ports the nodes get. Frontends take every other port, and likes backends those between, so that the first of
 * each has the one that everybody knows.
 */
public final class PortScheme {

    /** The next port that nobody has. */
    @FunctionalInterface
    public interface FreePorts {
        int next();
    }

    private static final int STRIDE = 2;

    private static final int MANAGEMENT_OFFSET = 100;
    private static final int REMOTING_OFFSET = 200;
    private static final int MOST = 65_535 - REMOTING_OFFSET - ClusterShape.MOST_NODES;

    /** Each takes the next port from its own source. */
    private final FreePorts viewers;

    private final FreePorts publishers;
    private final FreePorts management;
    private final FreePorts remoting;

    private PortScheme(FreePorts viewers, FreePorts publishers, FreePorts management, FreePorts remoting) {
        this.viewers = viewers;
        this.publishers = publishers;
        this.management = management;
        this.remoting = remoting;
    }

    /** 8080, 8082… for viewers, 8081, 8083… for publishers, 8558… for operators, 25520… between nodes. */
    public static PortScheme wellKnown() {
        return new PortScheme(from(8080, STRIDE), from(8081, STRIDE), from(8558, 1), from(25_520, 1));
    }

    /** The same, beginning at another port: 100 and 200 above it for operators and between nodes. */
    public static PortScheme startingAt(int base) {
        Require.between("--base-port", base, 1, MOST);
        return new PortScheme(
                from(base, STRIDE),
                from(base + 1, STRIDE),
                from(base + MANAGEMENT_OFFSET, 1),
                from(base + REMOTING_OFFSET, 1));
    }

    public static PortScheme anyOf(FreePorts free) {
        return new PortScheme(free, free, free, free);
    }

    public NodePorts next(Role role) {
        return new NodePorts(
                role == Role.FRONTEND ? viewers.next() : null,
                role == Role.LIKES_BACKEND ? publishers.next() : null,
                management.next(),
                remoting.next());
    }

    private static FreePorts from(int first, int stride) {
        int[] next = {first - stride};
        return () -> next[0] += stride;
    }
}
