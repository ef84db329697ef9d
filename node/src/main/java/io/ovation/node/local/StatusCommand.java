package io.ovation.node.local;

import io.ovation.node.local.state.NodesFile;
import io.ovation.node.local.state.Readiness;
import io.ovation.node.local.state.StartedNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code ./ovation cluster status}. */
@Command(
        name = "status",
        description = "Shows the nodes; fails unless all of them are ready.",
        mixinStandardHelpOptions = true)
final class StatusCommand extends ClusterAction {

    private static final String READY = "ready";

    @Override
    int run(Path directory) {
        NodesFile file = new NodesFile(directory);
        List<StartedNode> nodes = file.read();
        if (nodes.isEmpty()) {
            System.out.println("No cluster runs: there is no " + file.path());
            return FAILED;
        }
        boolean allReady = true;
        Table table = new Table("node", "roles", "data centre", "pid", "state", "ports");
        for (Map.Entry<StartedNode, Boolean> entry : new Readiness().of(nodes).entrySet()) {
            StartedNode node = entry.getKey();
            String state = state(node, entry.getValue());
            allReady &= state.equals(READY);
            table.add(
                    node.name(),
                    String.join(",", node.roles()),
                    node.dataCentre(),
                    Long.toString(node.pid()),
                    state,
                    ports(node));
        }
        table.lines().forEach(System.out::println);
        return allReady ? DONE : FAILED;
    }

    private static String state(StartedNode node, boolean ready) {
        if (!node.isAlive()) {
            return "down";
        }
        return ready ? READY : "not ready";
    }

    private static String ports(StartedNode node) {
        return node.ports().all().entrySet().stream()
                .map(port -> port.getKey() + ' ' + port.getValue())
                .collect(Collectors.joining(", "));
    }
}
