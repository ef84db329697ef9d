package io.ovation.node.local;

import io.ovation.node.local.plan.ClusterPlan;
import io.ovation.node.local.plan.PlannedNode;
import io.ovation.node.local.state.NodesFile;
import io.ovation.node.local.state.Stage;
import io.ovation.node.local.state.StageProbe;
import io.ovation.node.local.state.StartedNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Starts nodes and waits until they are ready; says how it gets on. */
final class ClusterStarter {

    /** A node that ended, or got no further. */
    static final class FailedStart extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FailedStart(String message) {
            super(message);
        }
    }

    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final int TAIL = 30;
    private static final int AT_A_TIME = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final NodesFile file;
    private final NodeLauncher launcher;
    private final Duration patience;
    private final PrintStream out;
    private final StageProbe probe = new StageProbe();
    private final StartProgress progress = new StartProgress(AT_A_TIME);
    private final List<StartedNode> started = new ArrayList<>();
    private boolean cancelled;

    /**
     * @param file told of each node as soon as it has a process
     * @param patience how long it may take until any of the nodes gets further. Not all of it together: a machine that
     *     does other work is slow, and a node that hangs is as slow on any machine
     */
    ClusterStarter(NodesFile file, NodeLauncher launcher, Duration patience, PrintStream out) {
        this.file = file;
        this.launcher = launcher;
        this.patience = patience;
        this.out = out;
    }

    void start(ClusterPlan plan) {
        Stopwatch all = new Stopwatch();
        Stopwatch sinceProgress = new Stopwatch();
        Stopwatch sinceWord = new Stopwatch();
        int nodes = plan.nodes().size();
        Deque<PlannedNode> planned = new ArrayDeque<>(plan.nodes());
        while (progress.ready() < nodes) {
            while (!planned.isEmpty() && progress.hasRoom()) {
                launch(planned.remove());
                sinceProgress.restart();
            }
            if (look(nodes)) {
                sinceProgress.restart();
                sinceWord.restart();
            }
            if (sinceWord.hasReached(SILENCE)) {
                sinceWord.restart();
                out.printf("  after %d s: %s%n", all.seconds(), progress.describe());
            }
            if (sinceProgress.hasReached(patience)) {
                throw new FailedStart("no node has got further for " + patience.toSeconds() + " s: "
                        + progress.describe() + '\n' + tails());
            }
            Stopwatch.pause(INTERVAL);
        }
        out.printf("  all of them after %d s%n", all.seconds());
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

    private synchronized void launch(PlannedNode planned) {
        if (cancelled) {
            throw new FailedStart("the start was cancelled");
        }
        try {
            Files.createDirectories(Path.of(planned.environment().get("OVATION_DATA_DIR")));
            Files.deleteIfExists(Path.of(planned.log()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        started.add(launcher.start(planned, started.isEmpty()));
        progress.onLaunched(planned.name());
        file.write(started());
    }

    /** @return whether any node has got further */
    private boolean look(int nodes) {
        List<StartedNode> unready = started().stream()
                .filter(node -> progress.stage(node.name()) != Stage.READY)
                .toList();
        Map<StartedNode, Stage> seen = probe.of(unready);
        started().forEach(ClusterStarter::requireAlive);
        boolean further = false;
        for (Map.Entry<StartedNode, Stage> entry : seen.entrySet()) {
            String name = entry.getKey().name();
            if (progress.onSeen(name, entry.getValue())) {
                further = true;
                if (entry.getValue() == Stage.READY) {
                    out.printf("  %d/%d  %s is ready%n", progress.ready(), nodes, name);
                }
            }
        }
        return further;
    }

    private static void requireAlive(StartedNode node) {
        if (!node.isAlive()) {
            throw new FailedStart(node.name() + " has ended\n" + tail(node));
        }
    }

    private String tails() {
        return started().stream()
                .filter(node -> progress.stage(node.name()) != Stage.READY)
                .map(ClusterStarter::tail)
                .collect(Collectors.joining("\n"));
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
}
