package io.ovation.node.local;

import io.ovation.common.protocol.Role;
import io.ovation.node.local.state.StartedNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Ends nodes: by request, and by force if that takes too long. */
final class ClusterStopper {

    /** Viewers first, so that they are told; topics last, so that the others can finish what they do with them. */
    private static final List<Role> ORDER = List.of(Role.FRONTEND, Role.LIKES_BACKEND, Role.DISPATCHER);

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final Duration patience;
    private final PrintStream out;

    /** @param patience with all nodes of a role */
    ClusterStopper(Duration patience, PrintStream out) {
        this.patience = patience;
        this.out = out;
    }

    void stop(List<StartedNode> nodes) {
        for (Role role : ORDER) {
            stopTogether(nodes.stream()
                    .filter(node -> node.roles().contains(role.label()))
                    .toList());
        }
    }

    private void stopTogether(List<StartedNode> nodes) {
        Set<StartedNode> stopping = new LinkedHashSet<>();
        for (StartedNode node : nodes) {
            if (node.isAlive()) {
                stopping.add(node);
                node.process().ifPresent(ProcessHandle::destroy);
            } else {
                out.printf("  %s was down already%n", node.name());
            }
        }
        Stopwatch time = new Stopwatch();
        while (true) {
            for (StartedNode node : List.copyOf(stopping)) {
                if (!node.isAlive()) {
                    stopping.remove(node);
                    out.printf("  %s has stopped%n", node.name());
                }
            }
            if (stopping.isEmpty()) {
                return;
            }
            if (time.hasReached(patience)) {
                stopping.forEach(this::kill);
                time.restart();
            }
            Stopwatch.pause(INTERVAL);
        }
    }

    private void kill(StartedNode node) {
        out.printf("  %s has not stopped within %d s: killing it%n", node.name(), patience.toSeconds());
        node.process().ifPresent(ProcessHandle::destroyForcibly);
    }
}
