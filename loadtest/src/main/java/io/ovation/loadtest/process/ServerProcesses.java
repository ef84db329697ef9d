package io.ovation.loadtest.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The processes that serve, looked at together: one JVM with every role, or the nodes of a cluster. */
public final class ServerProcesses {

    private static final long DEFAULT_TICKS_PER_SECOND = 100;

    private final List<Long> pids;
    private final long ticksPerSecond;

    /** @throws IllegalArgumentException if one of them is not there, or this system has no {@code /proc} */
    public ServerProcesses(List<Long> pids) {
        this.pids = List.copyOf(pids);
        for (long pid : pids) {
            if (!Files.isReadable(proc(pid, "stat"))) {
                throw new IllegalArgumentException("--server-pid: there is no process " + pid
                        + (Files.exists(Path.of("/proc/self")) ? "" : "; its figures need Linux"));
            }
        }
        ticksPerSecond = Tool.run(List.of("getconf", "CLK_TCK"))
                .map(output -> Long.parseLong(output.strip()))
                .orElse(DEFAULT_TICKS_PER_SECOND);
    }

    public boolean isEmpty() {
        return pids.isEmpty();
    }

    /** Time they have had on processors since they started. */
    public Duration cpu() throws IOException {
        long ticks = 0;
        for (long pid : pids) {
            ticks += ProcText.cpuTicks(read(pid, "stat"));
        }
        return Duration.ofNanos(ticks * (Duration.ofSeconds(1).toNanos() / ticksPerSecond));
    }

    public long residentBytes() throws IOException {
        long bytes = 0;
        for (long pid : pids) {
            bytes += ProcText.residentBytes(read(pid, "status"));
        }
        return bytes;
    }

    /** The lowest of their limits of open files; empty if they have none. */
    public OptionalLong openFilesLimit() throws IOException {
        OptionalLong lowest = OptionalLong.empty();
        for (long pid : pids) {
            OptionalLong limit = ProcText.openFilesLimit(read(pid, "limits"));
            if (limit.isPresent() && (lowest.isEmpty() || limit.getAsLong() < lowest.getAsLong())) {
                lowest = limit;
            }
        }
        return lowest;
    }

    /** @return whether every one of them was a JVM that we may ask, and did collect its garbage */
    public boolean collectGarbage() {
        return pids.stream().allMatch(pid -> jcmd(pid, "GC.run").isPresent());
    }

    /** Heap in use; empty if one of them did not say. */
    public OptionalLong heapBytes() {
        long bytes = 0;
        for (long pid : pids) {
            OptionalLong used = HeapInfo.usedBytes(jcmd(pid, "GC.heap_info").orElse(""));
            if (used.isEmpty()) {
                return OptionalLong.empty();
            }
            bytes += used.getAsLong();
        }
        return OptionalLong.of(bytes);
    }

    private static Optional<String> jcmd(long pid, String command) {
        Path ours = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        return Tool.run(List.of(Files.isExecutable(ours) ? ours.toString() : "jcmd", Long.toString(pid), command));
    }

    private static String read(long pid, String file) throws IOException {
        try {
            return Files.readString(proc(pid, file));
        } catch (IOException e) {
            throw new IOException("the server's process " + pid + " has ended", e);
        }
    }

    private static Path proc(long pid, String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }
}
