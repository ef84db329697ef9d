package io.ovation.systemtests.harness;

import io.ovation.common.protocol.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private static final List<String> DEMO = List.of("demo");
    private static final int TAIL = 40;

    private final Map<String, String> settings;
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<Path> dataDirectories = new ArrayList<>();
    private final Thread atExit = new Thread(this::destroyAll);
    private boolean shared;

    public Nodes() {
        this(Map.of());
    }

    /** @param settings of all of them */
    public Nodes(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Every role in one process; ready. */
    public NodeProcess demo() {
        return demoAt(LOOPBACK, Map.of());
    }

    /** Every role in one process, with members who watch, like and comment; ready. */
    public NodeProcess demoWithAudience(int members) {
        List<String> command = List.of("demo", "--audience", Integer.toString(members));
        return start(new NodeProcess("demo", LOOPBACK, Ports.free(), dataDirectory(), command))
                .awaitReady();
    }

    /** Every role in one process, at some address, with some settings of its own; ready. */
    public NodeProcess demoAt(String host, Map<String, String> settings) {
        NodeProcess node = new NodeProcess("demo", host, Ports.free(), dataDirectory(), DEMO);
        settings.forEach(node::setting);
        return start(node).awaitReady();
    }

    /** Every role in one process, with some variables of its own; on its way up. */
    public NodeProcess demoWith(Map<String, String> variables) {
        return start(new NodeProcess("demo", LOOPBACK, Ports.free(), dataDirectory(), DEMO).with(variables));
    }

    /** Every role in one process, with some variables and some other settings of its own; ready. */
    public NodeProcess demoWith(Map<String, String> variables, Map<String, String> settings) {
        NodeProcess node = new NodeProcess("demo", LOOPBACK, Ports.free(), dataDirectory(), DEMO).with(variables);
        settings.forEach(node::setting);
        return start(node).awaitReady();
    }

    /** Every role in one process, on an embedded store that is another's; on its way up. */
    public NodeProcess demoWithDataOf(NodeProcess other) {
        return start(new NodeProcess("second", LOOPBACK, Ports.free(), other.dataDirectory(), DEMO));
    }

    /** A node that forms a cluster which others can join; on its way up. */
    public NodeProcess seed(Role role) {
        return start(withRole(role));
    }

    /** One node of the cluster that {@code seed} belongs to; on its way up. */
    public NodeProcess join(NodeProcess seed, Role role) {
        return start(withRole(role).joining(List.of(seed)));
    }

    /** One node of a cluster that does not exist; on its way. */
    public NodeProcess joinNobody(Role role, Path config) {
        NodeProcess nobody = withRole(Role.DISPATCHER);
        return start(withRole(role, "--config", config.toString()).joining(List.of(nobody)));
    }

    private NodeProcess withRole(Role role, String... arguments) {
        String name = role.label() + '-' + nodes.size();
        List<String> command = new ArrayList<>(List.of("node", "--roles", role.label()));
        command.addAll(List.of(arguments));
        return new NodeProcess(name, LOOPBACK, Ports.free(), dataDirectory(), command);
    }

    private NodeProcess start(NodeProcess node) {
        nodes.add(node);
        settings.forEach(node::setting);
        return node.start();
    }

    private Path dataDirectory() {
        Path directory = TemporaryDirectory.create("ovation-system-test");
        dataDirectories.add(directory);
        return directory;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = true;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        for (NodeProcess node : nodes) {
            System.err.printf(
                    "--- the end of the log of %s ---%n%s%n",
                    node.name(), node.log().tail(TAIL));
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
        dataDirectories.forEach(TemporaryDirectory::delete);
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void destroyAll() {
        nodes.forEach(NodeProcess::destroy);
    }
}
