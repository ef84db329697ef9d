package io.ovation.node.local;

import io.ovation.common.settings.Require;
import io.ovation.node.environment.ConfigFile;
import io.ovation.node.environment.Configuration;
import io.ovation.node.environment.Environment;
import io.ovation.node.local.plan.ClusterPlan;
import io.ovation.node.local.plan.ClusterShape;
import io.ovation.node.local.plan.LoopbackPorts;
import io.ovation.node.local.plan.NodePorts;
import io.ovation.node.local.plan.PortScheme;
import io.ovation.node.local.plan.Stores;
import io.ovation.node.local.state.NodesFile;
import io.ovation.node.local.state.StartedNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./ovation cluster start}. */
@Command(
        name = "start",
        description = "Starts a cluster, and returns when every node is ready.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer =
                "%nOVATION_LOG_LEVEL, OVATION_HEAP (default: 256m), OVATION_JAVA_OPTS and those for access, tokens, the store"
                        + " and comments in the console go to every node; docs/operations.md lists them.")
final class StartCommand extends ClusterAction {

    private static final Duration TO_STOP = Duration.ofSeconds(10);

    @Option(names = "--frontends", paramLabel = "N", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
    private int frontends;

    @Option(names = "--dispatchers", paramLabel = "M", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
    private int dispatchers;

    @Option(names = "--backends", paramLabel = "K", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private int backends;

    @Option(
            names = "--data-centres",
            paramLabel = "D",
            defaultValue = "1",
            description = "Each with nodes and stores of its own, as many as above. Default: ${DEFAULT-VALUE}.")
    private int dataCentres;

    @Option(
            names = "--kv",
            paramLabel = "URL",
            defaultValue = "",
            description = "Where subscriptions are: ddata or redis://... {n} stands for the data centre's number.")
    private String kv;

    @Option(
            names = "--store",
            paramLabel = "URL",
            defaultValue = "",
            description =
                    "Where likes and comments are: jdbc:postgresql://... {n} as above. Default: an H2 file for each"
                            + " data centre.")
    private String store;

    @Option(
            names = "--base-port",
            paramLabel = "PORT",
            description = "The first frontend's port, the first backend's is the next; those for operators begin 100"
                    + " above, those between nodes 200 above. 0: any free ports. Default: 8080, 8081, 8558, 25520.")
    private Optional<Integer> basePort = Optional.empty();

    @Mixin
    private ConfigFile config = new ConfigFile();

    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "How long it may take until one more node is a step further. Default: ${DEFAULT-VALUE}.")
    private int within;

    @Override
    int run(Path directory) {
        Environment environment = Environment.current();
        check(environment);
        NodesFile file = new NodesFile(directory);
        requireNoneRuns(file);
        ClusterPlan plan = ClusterPlan.of(
                new ClusterShape(frontends, dispatchers, backends, dataCentres),
                new Stores(kv, store),
                ports(),
                directory);
        LoopbackPorts.requireFree(plan.nodes());
        createDirectory(directory);
        System.out.printf(
                "Starting %d nodes; their logs are in %s%n", plan.nodes().size(), directory);
        NodeLauncher launcher = new NodeLauncher(
                environment,
                config.path().map(Path::toAbsolutePath),
                plan.nodes().size());
        ClusterStarter starter = new ClusterStarter(file, launcher, Duration.ofSeconds(within), System.out);
        startOrStopAll(starter, plan, file);
        present(starter.started());
        return DONE;
    }

    /** What would end the first node, and with it the start, is said before there is any. */
    private void check(Environment environment) {
        environment.misspelt().forEach(StartCommand::warn);
        environment
                .setBeside(NodeLauncher.INHERITED)
                .forEach(variable -> warn("'cluster start' ignores " + variable + "; see its options"));
        environment.check(NodeLauncher.INHERITED);
        Require.between("--within", within, 1, Integer.MAX_VALUE);
        Configuration.misspelt(Configuration.load(environment, config.read())).forEach(StartCommand::warn);
    }

    private static void warn(String line) {
        System.err.println("Warning: " + line);
    }

    private static void requireNoneRuns(NodesFile file) {
        long alive = file.read().stream().filter(StartedNode::isAlive).count();
        if (alive > 0) {
            throw new IllegalStateException("a cluster runs already: " + alive + " nodes of " + file.path()
                    + " are alive; './ovation cluster stop' ends it");
        }
    }

    private PortScheme ports() {
        return basePort.map(
                        base -> base == 0 ? PortScheme.anyOf(new LoopbackPorts()::next) : PortScheme.startingAt(base))
                .orElseGet(PortScheme::wellKnown);
    }

    private static void createDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nodes have sessions of their own, so Ctrl-C does not reach them: what began must be taken back here. */
    private static void startOrStopAll(ClusterStarter starter, ClusterPlan plan, NodesFile file) {
        Runnable undo = () -> {
            new ClusterStopper(TO_STOP, System.out).stop(starter.cancel());
            file.delete();
        };
        Thread atExit = new Thread(undo);
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            starter.start(plan);
        } catch (RuntimeException e) {
            System.err.println("The cluster cannot start; stopping what runs of it");
            undo.run();
            throw e;
        } finally {
            forget(atExit);
        }
    }

    private static void forget(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException stopping) {
            // It runs already.
        }
    }

    private static void present(List<StartedNode> nodes) {
        System.out.println("\nOvation is ready");
        for (StartedNode node : nodes) {
            NodePorts ports = node.ports();
            if (ports.viewer() != null) {
                System.out.printf("  viewers     http://%s:%d/ (%s)%n", node.host(), ports.viewer(), node.name());
            }
            if (ports.publish() != null) {
                System.out.printf("  publishers  http://%s:%d/ (%s)%n", node.host(), ports.publish(), node.name());
            }
        }
        // Any node shows all of them.
        nodes.stream()
                .findFirst()
                .ifPresent(node -> System.out.printf(
                        "  console     http://%s:%d/console%n",
                        node.host(), node.ports().management()));
        System.out.println("./ovation cluster status shows it, ./ovation cluster stop ends it.");
    }
}
