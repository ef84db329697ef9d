package io.ovation.loadtest.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Reads the servers' resident memory every so often and remembers the most. */
public final class MemoryWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(250);

    private final ServerProcesses servers;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ovation-memory-watch");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long highestBytes;

    public MemoryWatch(ServerProcesses servers) {
        this.servers = servers;
    }

    public void start() {
        executor.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Since the start; zero if there was no time for a look. */
    public long highestBytes() {
        return highestBytes;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void look() {
        try {
            highestBytes = Math.max(highestBytes, servers.residentBytes());
        } catch (IOException e) {
            // The server has ended, which the run itself hears of.
            executor.shutdown();
        }
    }
}
