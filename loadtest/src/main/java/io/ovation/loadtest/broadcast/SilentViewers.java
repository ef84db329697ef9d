package io.ovation.loadtest.broadcast;

import io.ovation.loadtest.access.Access;
import io.ovation.loadtest.process.Memory;
import io.ovation.loadtest.process.MemoryWatch;
import io.ovation.loadtest.process.ServerProcesses;
import io.ovation.loadtest.publish.OpenLoopPublisher;
import io.ovation.loadtest.viewer.Habit;
import io.ovation.loadtest.viewer.StreamListener;
import io.ovation.loadtest.viewer.StreamRequest;
import io.ovation.loadtest.viewer.ViewerFleet;
import io.ovation.loadtest.viewer.ViewersMissingException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Viewers who open a stream and then read nothing. Has an event loop of its own, which has nothing to do meanwhile.
 *
 * <p>The end of a stream comes behind all that the server has sent, so a viewer who reads nothing does not hear of it.
 * Therefore these read for a moment at last.
 */
final class SilentViewers implements AutoCloseable {

    private static final StreamListener NOBODY = new StreamListener() {};
    private static final Duration MOMENT = Duration.ofSeconds(3);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final BroadcastSettings settings;
    private final ServerProcesses servers;
    private final ViewerFleet fleet;
    private final MemoryWatch watch;
    private @Nullable Memory before;

    SilentViewers(BroadcastSettings settings, ServerProcesses servers, Access access) {
        this.settings = settings;
        this.servers = servers;
        this.fleet = new ViewerFleet(settings.silent(), 1, access);
        this.watch = new MemoryWatch(servers);
    }

    /** Reads the server's memory, then connects all. */
    void connect(Consumer<String> progress) throws IOException, ViewersMissingException {
        if (settings.silent() == 0) {
            return;
        }
        if (!servers.isEmpty()) {
            before = Memory.read(servers);
            watch.start();
        }
        fleet.connect(
                number -> new ViewerFleet.Viewer(
                        new StreamRequest(settings.viewerUrl(number), settings.topic()), NOBODY, Habit.SILENT),
                settings.connectRate(),
                open -> progress.accept("connected " + open + " of " + settings.silent() + " who read nothing"));
    }

    /** @return null if there are none */
    @Nullable
    SilentReport end() throws IOException, InterruptedException {
        if (settings.silent() == 0) {
            return null;
        }
        Long highest = before == null ? null : Math.max(watch.highestBytes(), servers.residentBytes());
        fleet.catchUp();
        long end = System.nanoTime() + MOMENT.toNanos();
        while (fleet.disconnected() < settings.silent() && System.nanoTime() - end < 0) {
            OpenLoopPublisher.sleepUntil(System.nanoTime() + POLL_NANOS);
        }
        return new SilentReport(settings.silent(), fleet.disconnected(), before, highest);
    }

    @Override
    public void close() {
        watch.close();
        fleet.close();
    }
}
