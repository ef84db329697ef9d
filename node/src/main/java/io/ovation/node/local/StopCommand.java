package io.ovation.node.local;

import io.ovation.common.settings.Require;
import io.ovation.node.local.state.NodesFile;
import io.ovation.node.local.state.StartedNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./ovation cluster stop}. */
@Command(
        name = "stop",
        description = "Stops all nodes: frontends first, dispatchers last.",
        mixinStandardHelpOptions = true)
final class StopCommand extends ClusterAction {

    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long the nodes of a role may take before they are killed. Default: ${DEFAULT-VALUE}.")
    private int within;

    @Override
    int run(Path directory) {
        Require.between("--within", within, 1, Integer.MAX_VALUE);
        NodesFile file = new NodesFile(directory);
        List<StartedNode> nodes = file.read();
        if (nodes.isEmpty()) {
            System.out.println("No cluster runs: there is no " + file.path());
            return DONE;
        }
        System.out.printf("Stopping %d nodes%n", nodes.size());
        new ClusterStopper(Duration.ofSeconds(within), System.out).stop(nodes);
        file.delete();
        return DONE;
    }
}
