package io.ovation.node.local;

import io.ovation.node.environment.Environment;
import io.ovation.node.environment.Variable;
import io.ovation.node.local.plan.PlannedNode;
import io.ovation.node.local.state.StartedNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Starts the process of a node so that it outlives this one and the terminal. */
final class NodeLauncher {

    /** Several nodes on one laptop: a collector that needs no threads of its own, and small heaps. */
    private static final String COLLECTOR = "-XX:-UseParallelGC -XX:+UseSerialGC -Xmn64m";

    private static final String HEAP = "256m";

    /**
     * C1 alone, where several JVMs share a processor: C2 compiles for minutes in each of them, during which nodes lose
     * sight of each other. See docs/decisions/0009-start-up.md.
     */
    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    private static final int CROWDED = 2;

    /**
     * There is no cluster yet that the first node could find, and it need not look for one. Only of this process: one
     * that is started again in its place finds the others, or else waits before it forms a second cluster.
     */
    private static final String FORMS_CLUSTER = "-Dovation.node.forms-cluster-after=1ms";

    private static final String OWN = "OVATION_";

    /** What a node has from whoever starts the cluster. */
    static final Set<Variable> INHERITED = Collections.unmodifiableSet(EnumSet.of(
            Variable.OVATION_LOG_LEVEL,
            Variable.OVATION_DRAIN,
            Variable.OVATION_ALLOWED_ORIGINS,
            Variable.OVATION_ALLOWED_HOSTS,
            Variable.OVATION_INSIGHT_COMMENTS,
            Variable.OVATION_HEAP,
            Variable.OVATION_JAVA_OPTS,
            Variable.OVATION_STORE_USER,
            Variable.OVATION_STORE_PASSWORD,
            Variable.OVATION_STORE_PASSWORD_FILE,
            Variable.OVATION_MANAGEMENT_TOKEN,
            Variable.OVATION_MANAGEMENT_TOKEN_FILE,
            Variable.OVATION_ACCESS,
            Variable.OVATION_JWT_SECRET,
            Variable.OVATION_JWT_SECRET_FILE,
            Variable.OVATION_JWT_JWKS,
            Variable.OVATION_JWT_ISSUER,
            Variable.OVATION_JWT_AUDIENCE));

    private final Environment outer;
    private final Optional<Path> config;
    private final String flags;

    /**
     * @param outer of whoever starts the cluster
     * @param config settings for every node
     * @param nodes how many there will be
     */
    NodeLauncher(Environment outer, Optional<Path> config, int nodes) {
        this.outer = outer;
        this.config = config;
        boolean crowded = nodes >= CROWDED * Runtime.getRuntime().availableProcessors();
        this.flags = crowded ? COLLECTOR + ' ' + QUICK_COMPILER : COLLECTOR;
    }

    /** @param isFirst of a new cluster, which it forms */
    StartedNode start(PlannedNode node, boolean isFirst) {
        ProcessBuilder builder = new ProcessBuilder(command(node))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(node.log())));
        builder.environment().keySet().removeIf(key -> key.startsWith(OWN));
        builder.environment().putAll(environment(node, isFirst));
        try {
            return StartedNode.of(node, builder.start().toHandle());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> environment(PlannedNode node, boolean isFirst) {
        Map<String, String> environment = new HashMap<>();
        INHERITED.forEach(variable -> outer.get(variable).ifPresent(value -> environment.put(variable.name(), value)));
        environment.putIfAbsent(Variable.OVATION_HEAP.name(), HEAP);
        String options = environment.getOrDefault(Variable.OVATION_JAVA_OPTS.name(), "");
        environment.put(
                Variable.OVATION_JAVA_OPTS.name(), String.join(" ", flags, isFirst ? FORMS_CLUSTER : "", options));
        environment.putAll(node.environment());
        return environment;
    }

    private List<String> command(PlannedNode node) {
        List<String> command = new ArrayList<>(ownSession());
        command.addAll(Distribution.command());
        command.addAll(List.of("node", "--roles", String.join(",", node.roles())));
        config.ifPresent(file -> command.addAll(List.of("--config", file.toString())));
        return command;
    }

    /** Both replace themselves with the command, which so keeps their process id. */
    private static List<String> ownSession() {
        return Stream.of("setsid", "nohup")
                .filter(NodeLauncher::isOnPath)
                .limit(1)
                .toList();
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
