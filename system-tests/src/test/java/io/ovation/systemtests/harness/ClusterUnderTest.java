package io.ovation.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.protocol.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A cluster of processes, each with one role, that can be broken and healed again. */
public final class ClusterUnderTest implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration HEALS_WITHIN = Duration.ofMinutes(3);
    private static final int TAIL = 40;

    /** A node, and what it is for. */
    public record Member(NodeProcess node, Role role, String dataCentre) {}

    private final List<Member> members = new ArrayList<>();
    private final List<Path> dataDirectories = new ArrayList<>();
    private final Thread atExit = new Thread(this::destroy);

    private ClusterUnderTest() {
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** With every node ready, and up in the cluster. */
    public static ClusterUnderTest start(ClusterPlan plan) {
        ClusterUnderTest cluster = new ClusterUnderTest();
        try {
            cluster.place(plan);
            cluster.nodes().forEach(NodeProcess::start);
            cluster.awaitWhole();
        } catch (RuntimeException | AssertionError e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private void place(ClusterPlan plan) {
        for (String dataCentre : plan.dataCentres()) {
            add(plan, dataCentre, Role.DISPATCHER, plan.dispatchers());
            add(plan, dataCentre, Role.LIKES_BACKEND, plan.backends());
            add(plan, dataCentre, Role.FRONTEND, plan.frontends());
        }
        List<NodeProcess> seeds = nodes();
        seeds.forEach(node -> node.joining(seeds));
    }

    private void add(ClusterPlan plan, String dataCentre, Role role, int count) {
        for (int number = 1; number <= count; number++) {
            String name = dataCentre + '-' + role.label() + '-' + number;
            Place place = plan.places().apply(name);
            Path data = TemporaryDirectory.create("ovation-" + name);
            dataDirectories.add(data);
            Map<String, String> settings = new HashMap<>(plan.settings().apply(dataCentre));
            settings.put("OVATION_DATA_CENTRE", dataCentre);
            NodeProcess node = new NodeProcess(
                            name, place.address(), Ports.free(), data, List.of("node", "--roles", role.label()))
                    .launchedBy(place.launcher())
                    // Whoever counts comments wants them all, also those that come at once after an outage.
                    .setting("ovation.frontend.stream.comments-per-second", "1000000")
                    .setting("ovation.likes.http.retraction", "on")
                    .with(settings);
            members.add(new Member(node, role, dataCentre));
        }
    }

    public List<Member> members() {
        return List.copyOf(members);
    }

    public List<NodeProcess> nodes() {
        return members.stream().map(Member::node).toList();
    }

    public List<NodeProcess> frontends() {
        return withRole(Role.FRONTEND);
    }

    public List<NodeProcess> dispatchers() {
        return withRole(Role.DISPATCHER);
    }

    public List<NodeProcess> backends() {
        return withRole(Role.LIKES_BACKEND);
    }

    private List<NodeProcess> withRole(Role role) {
        return members.stream()
                .filter(member -> member.role() == role)
                .map(Member::node)
                .toList();
    }

    /** The data centre's nodes of that role. */
    public List<NodeProcess> in(String dataCentre, Role role) {
        return members.stream()
                .filter(member -> member.role() == role && member.dataCentre().equals(dataCentre))
                .map(Member::node)
                .toList();
    }

    public Set<String> dataCentres() {
        Set<String> names = new HashSet<>();
        members.forEach(member -> names.add(member.dataCentre()));
        return names;
    }

    /**
     * Starts whatever has died, or dies yet, as whatever runs nodes does: one that was paused for too long learns only
     * then that the cluster goes on without it. Waits for the cluster to be as it was.
     */
    public void heal() {
        nodes().forEach(NodeProcess::resume);
        Eventually.within(HEALS_WITHIN, () -> {
            nodes().stream().filter(node -> !node.isAlive()).forEach(NodeProcess::start);
            nodes().forEach(NodeProcess::assertReady);
            for (NodeProcess node : nodes()) {
                assertSeesAll(node);
            }
        });
    }

    /** Stops all nodes as a service manager does, viewers' first, and starts them again. */
    public void restart() {
        for (Role role : List.of(Role.FRONTEND, Role.LIKES_BACKEND, Role.DISPATCHER)) {
            withRole(role).forEach(NodeProcess::askToTerminate);
            withRole(role).forEach(NodeProcess::awaitExit);
        }
        nodes().forEach(NodeProcess::start);
        awaitWhole();
    }

    /** Every node ready, and each sees all others up and reachable. */
    public void awaitWhole() {
        nodes().forEach(NodeProcess::awaitReady);
        for (NodeProcess node : nodes()) {
            Eventually.within(PATIENCE, () -> assertSeesAll(node));
        }
    }

    private void assertSeesAll(NodeProcess node) {
        JsonNode seen;
        try {
            seen = node.operator().get("/cluster/members").json();
        } catch (IOException e) {
            throw new AssertionError(node.management() + " does not answer", e);
        }
        assertThat(seen.path("members").findValuesAsText("status"))
                .as("%s", seen)
                .hasSize(members.size())
                .containsOnly("Up");
        assertThat(seen.path("unreachable")).isEmpty();
    }

    /** The process of each node; another one once it was restarted, or downed. */
    public Set<Long> pids() {
        Set<Long> pids = new HashSet<>();
        for (NodeProcess node : nodes()) {
            assertThat(node.isAlive()).as("%s is alive", node.name()).isTrue();
            pids.add(node.pid());
        }
        return pids;
    }

    /** The end of what each node has logged. */
    public String logs() {
        StringBuilder logs = new StringBuilder();
        for (NodeProcess node : nodes()) {
            logs.append("--- the end of the log of %s ---%n%s%n"
                    .formatted(node.name(), node.log().tail(TAIL)));
        }
        return logs.toString();
    }

    @Override
    public void close() {
        destroy();
        dataDirectories.forEach(TemporaryDirectory::delete);
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void destroy() {
        nodes().forEach(NodeProcess::destroy);
    }
}
