package io.ovation.node.membership;

import akka.event.EventStream;
import akka.remote.DeadlineFailureDetector;
import akka.remote.FailureDetector;
import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Takes one member for unreachable when heartbeats have been missing for a fixed time, or as soon as its process is
 * known to be gone.
 *
 * <p>Akka makes one for each member that a node monitors; it asks and tells from its own threads.
 */
public final class MemberFailureDetector implements FailureDetector {

    private final FailureDetector heartbeats;
    private volatile long lastHeartbeat;
    private volatile boolean gone;

    /** Called by Akka, which knows this class by its name in {@code application.conf}. */
    public MemberFailureDetector(Config config, EventStream events) {
        this.heartbeats = new DeadlineFailureDetector(config, events);
    }

    @Override
    public boolean isAvailable() {
        return !gone && heartbeats.isAvailable();
    }

    @Override
    public boolean isMonitoring() {
        return heartbeats.isMonitoring();
    }

    @Override
    public void heartbeat() {
        heartbeats.heartbeat();
        lastHeartbeat = System.nanoTime();
        gone = false;
    }

    /** Whether it has given cause to look after it, which is no reason yet to take it for unreachable. */
    boolean isSilentFor(Duration time) {
        return isMonitoring() && System.nanoTime() - lastHeartbeat > time.toNanos();
    }

    /** Until the next heartbeat, should there ever be one. */
    void processIsGone() {
        gone = true;
    }
}
