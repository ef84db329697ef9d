package io.ovation.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A node in a JVM of its own. It keeps its ports and its data from one start to the next. */
public final class NodeProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String READY = "Ovation is ready";
    private static final int TAIL = 60;

    private final String name;
    private final String host;
    private final Ports ports = Ports.free();
    private final List<String> arguments;
    private final Map<String, String> environment;
    private final ProcessLog log = new ProcessLog();
    private int starts;
    private @Nullable Process process;

    NodeProcess(
            String name, String host, Path dataDirectory, List<String> arguments, Map<String, String> environment) {
        this.name = name;
        this.host = host;
        this.arguments = List.copyOf(arguments);
        Map<String, String> all = new HashMap<>(Map.of(
                "OVATION_HOST", host,
                "OVATION_VIEWER_PORT", Integer.toString(ports.viewer()),
                "OVATION_PUBLISH_PORT", Integer.toString(ports.publish()),
                "OVATION_MANAGEMENT_PORT", Integer.toString(ports.management()),
                "OVATION_REMOTING_PORT", Integer.toString(ports.remoting()),
                "OVATION_PUBLISH_URL", url(ports.publish()).toString(),
                "OVATION_DATA_DIR", dataDirectory.toString(),
                "OVATION_LOG_LEVEL", "INFO"));
        all.putAll(environment);
        this.environment = Map.copyOf(all);
    }

    public String name() {
        return name;
    }

    public Ports ports() {
        return ports;
    }

    public String host() {
        return host;
    }

    public URI viewers() {
        return url(ports.viewer());
    }

    public URI publishers() {
        return url(ports.publish());
    }

    public URI management() {
        return url(ports.management());
    }

    public String remoting() {
        return host + ':' + ports.remoting();
    }

    public ProcessLog log() {
        return log;
    }

    /** Returns at once; see {@link #awaitReady()}. */
    public NodeProcess start() {
        ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(key -> key.startsWith("OVATION_"));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        starts++;
        log.follow(process.getInputStream(), name);
        return this;
    }

    public NodeProcess awaitReady() {
        Eventually.within(PATIENCE, () -> {
            if (!isAlive()) {
                throw new IllegalStateException(name + " ended before it was ready:\n" + log.tail(TAIL));
            }
            assertThat(log.lines().stream().filter(READY::equals).count())
                    .as("%s is ready; so far it said:%n%s", name, log.tail(TAIL))
                    .isEqualTo(starts);
        });
        return this;
    }

    /** As the operating system does when it runs out of memory: without a chance to say or save anything. */
    public void kill() {
        running().destroyForcibly();
        awaitEnd();
    }

    /** As Ctrl-C or a service manager does. */
    public void terminate() {
        running().destroy();
        awaitEnd();
    }

    /** Whatever state it is in. */
    void destroy() {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd();
        }
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }

    private void awaitEnd() {
        try {
            if (!running().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(name + " does not end:\n" + log.tail(TAIL));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(JavaCommand.with("-Xmx256m", "-Dio.netty.leakDetection.level=paranoid"));
        command.add("io.ovation.node.Main");
        command.addAll(arguments);
        return command;
    }

    private URI url(int port) {
        return URI.create("http://" + host + ':' + port);
    }
}
