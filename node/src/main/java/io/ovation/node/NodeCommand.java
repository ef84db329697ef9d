package io.ovation.node;

import com.typesafe.config.Config;
import io.ovation.common.protocol.Role;
import io.ovation.node.environment.ConfigFile;
import io.ovation.node.environment.Configuration;
import io.ovation.node.environment.Environment;
import io.ovation.node.listening.Addresses;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./ovation node}. */
@Command(
        name = "node",
        description = "Runs one node of a cluster until it is told to stop.",
        mixinStandardHelpOptions = true,
        footer =
                "%nPorts, stores and seed nodes come from the environment (OVATION_...) or the file; see docs/operations.md.")
final class NodeCommand implements Callable<Integer> {

    @Option(
            names = "--roles",
            split = ",",
            required = true,
            description = "Any of frontend, dispatcher, likes-backend, separated by commas.")
    private List<String> roles;

    @Mixin
    private ConfigFile file = new ConfigFile();

    @Override
    public Integer call() {
        return Launcher.run(Environment.current(), this::start, NodeCommand::present);
    }

    private CompletionStage<Node> start(Environment environment) {
        Set<Role> parsed = parse(roles);
        Config config = Configuration.load(environment, file.read());
        Configuration.misspelt(config).forEach(Launcher::warn);
        return Node.start(parsed, config);
    }

    private static Set<Role> parse(List<String> labels) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String label : labels) {
            Role role = Role.parse(label.trim());
            if (!roles.add(role)) {
                throw new IllegalArgumentException(
                        "--roles must name each role once, and has " + role.label() + " twice");
            }
        }
        return roles;
    }

    static void present(Node node) {
        System.out.println("Ovation is ready");
        node.viewerUrl().ifPresent(url -> System.out.println("  viewers     " + url));
        node.publishUrl().ifPresent(url -> System.out.println("  publishers  " + url));
        System.out.println("  management  " + Addresses.url(node.addresses().management()));
        node.access().ifPresent(access -> System.out.println("  access      " + access));
    }
}
