package io.ovation.systemtests.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The memory of a process that is not on disk, and how much of it there was at most. Linux. */
final class ResidentMemory implements AutoCloseable {

    private static final String LABEL = "VmRSS:";
    private static final int PERIOD_MILLIS = 50;

    private final Path status;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private volatile int most;

    ResidentMemory(long process) {
        status = Path.of("/proc", Long.toString(process), "status");
        timer.scheduleAtFixedRate(this::look, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** From now on. */
    void forget() {
        most = megabytes();
    }

    int most() {
        return most;
    }

    private void look() {
        most = Math.max(most, megabytes());
    }

    private int megabytes() {
        try {
            return Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith(LABEL))
                            .map(line -> line.substring(LABEL.length(), line.length() - " kB".length())
                                    .strip())
                            .mapToInt(Integer::parseInt)
                            .findFirst()
                            .orElse(0)
                    / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
