package io.ovation.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.protocol.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
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

    @Option(names = "--config", description = "Settings (HOCON) that win over the built-in ones.")
    private Optional<Path> file = Optional.empty();

    @Override
    public Integer call() {
        return Launcher.run(
                () -> {
                    Set<Role> parsed =
                            roles.stream().map(String::trim).map(Role::parse).collect(Collectors.toSet());
                    return Node.start(parsed, config());
                },
                node -> {
                    System.out.println("Ovation is ready");
                    node.addresses()
                            .viewer()
                            .ifPresent(address -> System.out.println("  viewers     " + Addresses.url(address)));
                    node.addresses()
                            .publish()
                            .ifPresent(address -> System.out.println("  publishers  " + Addresses.url(address)));
                    System.out.println(
                            "  management  " + Addresses.url(node.addresses().management()));
                });
    }

    private Config config() {
        if (file.isEmpty()) {
            return ConfigFactory.load();
        }
        if (!Files.isReadable(file.get())) {
            throw new IllegalArgumentException("--config: there is no readable file " + file.get());
        }
        return ConfigFactory.load(
                ConfigFactory.parseFile(file.get().toFile()).withFallback(ConfigFactory.defaultApplication()));
    }
}
