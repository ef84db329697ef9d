package io.ovation.node.local.state;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.ovation.node.local.plan.NodePorts;
import io.ovation.node.local.plan.PlannedNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of {@code nodes.json}: a node that was started, whether or not it still runs.
 *
 * @param startedAt tells its process from a later one with the same id
 */
@JsonPropertyOrder({"name", "roles", "dataCentre", "host", "pid", "startedAt", "ports", "log", "environment"})
@JsonIgnoreProperties(ignoreUnknown = true)
public record StartedNode(
        String name,
        List<String> roles,
        String dataCentre,
        String host,
        long pid,
        Instant startedAt,
        NodePorts ports,
        String log,
        Map<String, String> environment) {

    /** Some systems tell the time of a start with an error of a second. */
    private static final Duration CLOCK_ERROR = Duration.ofSeconds(5);

    public static StartedNode of(PlannedNode node, ProcessHandle process) {
        return new StartedNode(
                node.name(),
                node.roles(),
                node.dataCentre(),
                node.host(),
                process.pid(),
                process.info().startInstant().orElseGet(Instant::now),
                node.ports(),
                node.log(),
                node.environment());
    }

    /** @return nothing once it has ended, even if nobody has collected its exit code (it has no command any more) */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().command().isPresent())
                .filter(process -> process.info()
                        .startInstant()
                        .map(instant ->
                                Duration.between(startedAt, instant).abs().compareTo(CLOCK_ERROR) < 0)
                        .orElse(true));
    }

    public boolean isAlive() {
        return process().isPresent();
    }
}
