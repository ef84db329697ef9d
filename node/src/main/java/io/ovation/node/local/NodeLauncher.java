package io.ovation.node.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts the process of a node so that it outlives this one and the terminal. */
final class NodeLauncher {

    private static final String MAIN = "io.ovation.node.Main";

    /** Several nodes on one laptop: small heaps, and a collector that needs no threads of its own. */
    private static final List<String> FLAGS =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Xshare:auto");

    /** Netty's native transport, and Akka's and Netty's use of sun.misc.Unsafe, are known and fine. */
    private static final List<String> FLAGS_FROM_24 =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private static final String OWN = "OVATION_";

    /** What a node may have from whoever starts the cluster. */
    private static final List<String> INHERITED =
            List.of("OVATION_LOG_LEVEL", "OVATION_DRAIN", "OVATION_STORE_USER", "OVATION_STORE_PASSWORD");

    private final Optional<Path> config;

    /** @param config settings for every node */
    NodeLauncher(Optional<Path> config) {
        this.config = config;
    }

    StartedNode start(PlannedNode node) {
        File log = new File(node.log());
        ProcessBuilder builder = new ProcessBuilder(command(node))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith(OWN) && !INHERITED.contains(key));
        environment.putAll(node.environment());
        try {
            return StartedNode.of(node, builder.start().toHandle());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(PlannedNode node) {
        List<String> command = new ArrayList<>(ownSession());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        if (Runtime.version().feature() >= 24) {
            command.addAll(FLAGS_FROM_24);
        }
        command.addAll(words(System.getenv().getOrDefault("OVATION_JAVA_OPTS", "")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
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

    private static List<String> words(String text) {
        return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }
}
