package io.ovation.insights.history;

import io.ovation.common.insight.TraceFigures.DeliveryFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the history in a file, if its directory is there: a node without a directory for data remembers what it has seen
 * itself. For any thread; files are read and written by an executor that may block.
 */
public final class HistoryKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryKeeper.class);

    private final InstantSource clock;
    private final Executor blocking;
    private final LatencyHistory history;
    private @Nullable HistoryFile file;

    public HistoryKeeper(Path file, Executor blocking, InstantSource clock) {
        this.clock = clock;
        this.blocking = blocking;
        this.history = new LatencyHistory(now());
        blocking.execute(() -> open(file));
    }

    /** To be called about once a second, with what the deliveries of the last minute were. */
    public synchronized void pass(List<DeliveryFigures> lastMinute) {
        history.pass(lastMinute, now()).ifPresent(ended -> blocking.execute(() -> append(ended)));
    }

    /** The hour that ended so many days ago. */
    public synchronized List<DeliveryFigures> hour(int daysAgo) {
        return history.hour(daysAgo, now());
    }

    /** Keeps what there is of a slot that has not ended; blocks. */
    @Override
    public synchronized void close() {
        history.unfinished().ifPresent(this::append);
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                LOG.debug("The history of latencies was not closed", e);
            }
            file = null;
        }
    }

    private synchronized void open(Path at) {
        Path directory = at.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            return;
        }
        try {
            long now = now();
            file = HistoryFile.open(at, now - LatencyHistory.KEPT_SECONDS);
            history.restore(file.found(), now);
        } catch (IOException e) {
            LOG.warn("How long events take is not kept for later: {}", e.toString());
        }
    }

    private synchronized void append(HistorySlot slot) {
        if (file == null) {
            return;
        }
        try {
            file.append(slot);
        } catch (IOException e) {
            LOG.warn("How long events took is not kept for later: {}", e.toString());
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
