package io.ovation.systemtests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * The nodes of a scenario: for one test in an instance field, for all tests of a class in a static one. None outlives
 * its scenario; when that fails, they tell what they logged.
 */
public final class Nodes
        implements BeforeAllCallback, AfterAllCallback, AfterEachCallback, TestExecutionExceptionHandler {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int TAIL = 40;

    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<Path> dataDirectories = new ArrayList<>();
    private final Thread atExit = new Thread(this::destroyAll);
    private boolean shared;

    public Nodes() {
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Every role in one process; ready. */
    public NodeProcess demo() {
        return demoAt(LOOPBACK);
    }

    public NodeProcess demoAt(String host) {
        return launch("demo", host, List.of("demo"), Map.of()).awaitReady();
    }

    /** One node of the cluster that {@code seed} belongs to; on its way up. */
    public NodeProcess join(NodeProcess seed, String role) {
        return launch(
                role + '-' + nodes.size(),
                LOOPBACK,
                List.of("node", "--roles", role),
                Map.of("OVATION_SEED_NODES", seed.remoting()));
    }

    /** A node that forms a cluster which others can join; on its way up. */
    public NodeProcess seed(String role) {
        return launch(role + '-' + nodes.size(), LOOPBACK, List.of("node", "--roles", role), Map.of());
    }

    private NodeProcess launch(String name, String host, List<String> arguments, Map<String, String> environment) {
        NodeProcess node = new NodeProcess(name, host, dataDirectory(), arguments, environment);
        nodes.add(node);
        return node.start();
    }

    private Path dataDirectory() {
        try {
            Path directory = Files.createTempDirectory("ovation-system-test");
            dataDirectories.add(directory);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = true;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        for (NodeProcess node : nodes) {
            System.err.printf("--- the end of the log of %s ---%n%s%n", node.name(), node.log().tail(TAIL));
        }
        throw failure;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!shared) {
            end();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        end();
    }

    private void end() {
        destroyAll();
        dataDirectories.forEach(Nodes::delete);
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void destroyAll() {
        nodes.forEach(NodeProcess::destroy);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
