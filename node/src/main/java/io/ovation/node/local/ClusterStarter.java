package io.ovation.node.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts nodes and waits until they are ready; says how it gets on. */
final class ClusterStarter {

    /** A node that ended, or took too long. */
    static final class FailedStart extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FailedStart(String message) {
            super(message);
        }
    }

    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final int TAIL = 30;
    private static final int AT_A_TIME = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final NodesFile file;
    private final NodeLauncher launcher;
    private final Duration patience;
    private final PrintStream out;
    private final Readiness readiness = new Readiness();
    private final List<StartedNode> started = new ArrayList<>();
    private boolean cancelled;

    /**
     * @param file told of each node as soon as it has a process
     * @param patience for all of them to be ready
     */
    ClusterStarter(NodesFile file, NodeLauncher launcher, Duration patience, PrintStream out) {
        this.file = file;
        this.launcher = launcher;
        this.patience = patience;
        this.out = out;
    }

    /**
     * The first node alone until others can join it, so that none of them waits for a retry; then a few at a time, for
     * JVMs that start take whatever processors there are, and those that run would not be heard of. A node is underway
     * once it listens for others: all that comes after may need nodes that are not started yet.
     */
    void start(ClusterPlan plan) {
        Stopwatch time = new Stopwatch(patience);
        Stopwatch silence = new Stopwatch(SILENCE);
        Deque<PlannedNode> planned = new ArrayDeque<>(plan.nodes());
        Set<StartedNode> starting = new LinkedHashSet<>();
        starting.add(launchFirst(planned.remove(), time));
        while (!starting.isEmpty()) {
            while (!planned.isEmpty() && notUnderway(starting) < AT_A_TIME) {
                starting.add(launch(planned.remove()));
            }
            for (StartedNode node : readyOf(starting)) {
                starting.remove(node);
                silence.restart();
                int ready = started().size() - starting.size();
                out.printf("  %d/%d  %s is ready%n", ready, plan.nodes().size(), node.name());
            }
            if (silence.isOver()) {
                silence.restart();
                out.printf("       after %d s, waiting for %s%n", time.seconds(), names(starting));
            }
            time.pause(INTERVAL, () -> names(starting) + " not ready\n" + tails(starting));
        }
    }

    /** Also those of a start that failed. */
    synchronized List<StartedNode> started() {
        return List.copyOf(started);
    }

    /** @return those that were started; there will be no others */
    synchronized List<StartedNode> cancel() {
        cancelled = true;
        return started();
    }

    private synchronized StartedNode launch(PlannedNode planned) {
        if (cancelled) {
            throw new FailedStart("the start was cancelled");
        }
        try {
            Files.createDirectories(Path.of(planned.environment().get("OVATION_DATA_DIR")));
            Files.deleteIfExists(Path.of(planned.log()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        StartedNode node = launcher.start(planned);
        started.add(node);
        file.write(started());
        return node;
    }

    private StartedNode launchFirst(PlannedNode planned, Stopwatch time) {
        StartedNode first = launch(planned);
        while (!listens(first, first.ports().remoting())) {
            requireAlive(first);
            time.pause(INTERVAL, () -> first.name() + " does not listen\n" + tail(first));
        }
        return first;
    }

    private List<StartedNode> readyOf(Set<StartedNode> starting) {
        Map<StartedNode, Boolean> answers = readiness.of(List.copyOf(starting));
        started().forEach(ClusterStarter::requireAlive);
        return answers.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static long notUnderway(Set<StartedNode> starting) {
        return starting.stream()
                .filter(node -> !listens(node, node.ports().remoting()))
                .count();
    }

    private static String names(Set<StartedNode> nodes) {
        return nodes.stream().map(StartedNode::name).collect(Collectors.joining(", "));
    }

    private static void requireAlive(StartedNode node) {
        if (!node.isAlive()) {
            throw new FailedStart(node.name() + " has ended\n" + tail(node));
        }
    }

    private static String tails(Set<StartedNode> nodes) {
        return nodes.stream().map(ClusterStarter::tail).collect(Collectors.joining("\n"));
    }

    private static String tail(StartedNode node) {
        try {
            List<String> lines = Files.readAllLines(Path.of(node.log()));
            return lines.subList(Math.max(0, lines.size() - TAIL), lines.size()).stream()
                    .map(line -> "  | " + line)
                    .collect(Collectors.joining("\n", "The end of " + node.log() + ":\n", ""));
        } catch (IOException e) {
            return "There is no log " + node.log();
        }
    }

    private static boolean listens(StartedNode node, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(node.host(), port), Math.toIntExact(INTERVAL.toMillis()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
