package io.ovation.common.memory;

import com.typesafe.config.Config;

/**
 * What the buffers of a node may take, as shares of its largest heap. Together they are at most half of it, whatever heap
 * it has: the rest is for the actors, and for the collector to work with.
 *
 * @param windows logs of topics, and what waits above holes in them
 * @param mailboxes messages that wait for actors
 * @param viewers bytes that wait for viewers
 * @param replays encoded snapshots and replays, which lie outside of the heap
 * @param bodies of requests, at all ports of the node
 */
public record MemorySettings(double windows, double mailboxes, double viewers, double replays, double bodies) {

    public static final String KEY = "ovation.memory";

    /** However large the heap is. */
    private static final long MOST_REPLAY_BYTES = 64L * 1024 * 1024;

    /** Of viewers, of publishers and of operators. */
    private static final int PORTS = 3;

    private static final double MOST = 0.5;

    /** A sum of decimal fractions need not be exact. */
    private static final double ROUNDING = 1e-9;

    public MemorySettings {
        requireShare("windows", windows);
        requireShare("mailboxes", mailboxes);
        requireShare("viewers", viewers);
        requireShare("replays", replays);
        requireShare("bodies", bodies);
        double sum = windows + mailboxes + viewers + replays + bodies;
        if (sum > MOST + ROUNDING) {
            throw new IllegalArgumentException(
                    KEY + ".windows, .mailboxes, .viewers, .replays and .bodies must be at most " + MOST
                            + " together, not " + sum);
        }
    }

    /** @param config of the whole system */
    public static MemorySettings from(Config config) {
        Config own = config.getConfig(KEY);
        return new MemorySettings(
                own.getDouble("windows"),
                own.getDouble("mailboxes"),
                own.getDouble("viewers"),
                own.getDouble("replays"),
                own.getDouble("bodies"));
    }

    long replayBytes(long heapBytes) {
        return Math.min(MOST_REPLAY_BYTES, (long) (heapBytes * replays));
    }

    /** Of one port, so that those who flood one leave the others theirs. */
    long bodyBytesOfPort(long heapBytes) {
        return (long) (heapBytes * bodies / PORTS);
    }

    private static void requireShare(String name, double share) {
        if (!(share > 0 && share <= MOST)) {
            throw new IllegalArgumentException(
                    KEY + '.' + name + " must be a share above 0 and up to " + MOST + ", not " + share);
        }
    }
}
