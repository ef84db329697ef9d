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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A node in a JVM of its own. It keeps its ports and its data from one start to the next. */
public final class NodeProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String READY = "Ovation is ready";
    private static final int TAIL = 60;

    /** What operators of these nodes show where they have to. */
    public static final String MANAGEMENT_TOKEN = "only-for-tests-0123456789abcdef0123456789";

    private final String name;
    private final String host;
    private final Ports ports;
    private final Path dataDirectory;
    private final List<String> arguments;
    private final ProcessLog log = new ProcessLog();
    private final Map<String, String> settings = new HashMap<>();
    private final List<String> properties = new ArrayList<>();
    private List<String> launcher = List.of();
    private String seeds = "";
    private int linesBeforeStart;
    private boolean isToEnd;
    private @Nullable Process process;
    private @Nullable Thread logReader;

    NodeProcess(String name, String host, Ports ports, Path dataDirectory, List<String> arguments) {
        this.name = name;
        this.host = host;
        this.ports = ports;
        this.dataDirectory = dataDirectory;
        this.arguments = List.copyOf(arguments);
    }

    /** Joins the cluster that one of {@code seeds} belongs to; the first of them, if it is this one, may form it. */
    NodeProcess joining(List<NodeProcess> seeds) {
        this.seeds = seeds.stream()
                .map(seed -> seed.host() + ':' + seed.ports().remoting())
                .collect(Collectors.joining(","));
        return this;
    }

    /** Environment variables in addition to its own. */
    NodeProcess with(Map<String, String> settings) {
        this.settings.putAll(settings);
        return this;
    }

    /** A setting that has no environment variable. */
    NodeProcess setting(String key, String value) {
        properties.add("-D" + key + '=' + value);
        return this;
    }

    /** What runs its command, for instance in another network. */
    NodeProcess launchedBy(List<String> launcher) {
        this.launcher = List.copyOf(launcher);
        return this;
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
        return url(scheme(), ports.viewer());
    }

    public URI publishers() {
        return url(scheme(), ports.publish());
    }

    public URI management() {
        return url("http", ports.management());
    }

    private String scheme() {
        return settings.containsKey("OVATION_TLS_CERTIFICATE") ? "https" : "http";
    }

    /** The management port, for whoever may ask it. */
    public Api operator() {
        return new Api(management(), MANAGEMENT_TOKEN);
    }

    public Path dataDirectory() {
        return dataDirectory;
    }

    public ProcessLog log() {
        return log;
    }

    /** Returns at once; see {@link #awaitReady()}. */
    public NodeProcess start() {
        isToEnd = false;
        linesBeforeStart = log.lines().size();
        ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(key -> key.startsWith("OVATION_"));
        builder.environment().putAll(environment());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        logReader = log.follow(process.getInputStream(), name);
        return this;
    }

    public NodeProcess awaitReady() {
        Eventually.within(PATIENCE, () -> {
            if (!isAlive()) {
                throw new IllegalStateException(name + " ended before it was ready:\n" + log.tail(TAIL));
            }
            assertReady();
        });
        return this;
    }

    void assertReady() {
        assertThat(isAlive() && !isToEnd).as("%s is to stay", name).isTrue();
        assertThat(log.lines().stream().skip(linesBeforeStart))
                .as("%s is ready; so far it said:%n%s", name, log.tail(TAIL))
                .contains(READY);
    }

    /** As the operating system does when it runs out of memory: without a chance to say or save anything. */
    public void kill() {
        running().toHandle().destroyForcibly();
        awaitEnd();
    }

    /** As Ctrl-C or a service manager does. */
    public void terminate() {
        askToTerminate();
        awaitEnd();
    }

    /** As {@link #terminate()}, without waiting for its end. */
    public void askToTerminate() {
        isToEnd = true;
        // Not the process itself, which would close its output and lose what it says in the end.
        running().toHandle().destroy();
    }

    /** Its clock goes on, it does not: a long garbage collection, or a virtual machine that moves. Until resumed. */
    public void pause() {
        Command.run("kill", "-STOP", Long.toString(pid()));
    }

    public void resume() {
        if (isAlive()) {
            Command.run("kill", "-CONT", Long.toString(pid()));
        }
    }

    /** All of its garbage, now. */
    public void collectGarbage() {
        Command.run(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid()), "GC.run");
    }

    /** Another one after each start. */
    public long pid() {
        return running().pid();
    }

    /** @return its exit code, once it has ended by itself */
    public int awaitExit() {
        awaitEnd();
        return running().exitValue();
    }

    /** Whatever state it is in. */
    void destroy() {
        if (process != null) {
            process.toHandle().destroyForcibly();
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
            if (logReader != null) {
                logReader.join(PATIENCE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "OVATION_HOST", host,
                "OVATION_VIEWER_PORT", Integer.toString(ports.viewer()),
                "OVATION_PUBLISH_PORT", Integer.toString(ports.publish()),
                "OVATION_MANAGEMENT_PORT", Integer.toString(ports.management()),
                "OVATION_REMOTING_PORT", Integer.toString(ports.remoting()),
                "OVATION_PUBLISH_URL", publishers().toString(),
                "OVATION_DATA_DIR", dataDirectory.toString(),
                "OVATION_SEED_NODES", seeds,
                "OVATION_LOG_LEVEL", "INFO"));
        // Some have an address in a network of their own.
        environment.put("OVATION_ACCESS", "open");
        if (!host.startsWith("127.")) {
            environment.put("OVATION_MANAGEMENT_TOKEN", MANAGEMENT_TOKEN);
        }
        environment.putAll(JavaCommand.environment("256m", flags()));
        environment.putAll(settings);
        return environment;
    }

    private List<String> flags() {
        List<String> flags = new ArrayList<>(properties);
        flags.add("-Dio.netty.leakDetection.level=paranoid");
        return flags;
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(JavaCommand.of(arguments));
        return command;
    }

    private URI url(String scheme, int port) {
        return URI.create(scheme + "://" + host + ':' + port);
    }
}
