package io.ovation.loadtest.idle;

import io.ovation.loadtest.access.Access;
import io.ovation.loadtest.process.Memory;
import io.ovation.loadtest.process.ServerProcesses;
import io.ovation.loadtest.viewer.StreamListener;
import io.ovation.loadtest.viewer.StreamRequest;
import io.ovation.loadtest.viewer.ViewerFleet;
import io.ovation.loadtest.viewer.ViewersMissingException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One run: read the server's memory, connect, let it settle, read again. */
final class IdleRun {

    private static final StreamListener NOBODY = new StreamListener() {};

    private final IdleSettings settings;
    private final ServerProcesses servers;
    private final Access access;
    private final Consumer<String> progress;

    /** @param progress told in words how it goes */
    IdleRun(IdleSettings settings, ServerProcesses servers, Access access, Consumer<String> progress) {
        this.settings = settings;
        this.servers = servers;
        this.access = access;
        this.progress = progress;
    }

    IdleReport execute() throws IOException, ViewersMissingException, InterruptedException {
        Memory before = Memory.read(servers);
        try (ViewerFleet fleet = new ViewerFleet(settings.viewers(), settings.threads(), access)) {
            fleet.connect(
                    viewer -> new ViewerFleet.Viewer(
                            new StreamRequest(settings.viewerUrl(viewer), settings.topic(viewer)), NOBODY),
                    settings.connectRate(),
                    open -> progress.accept("connected " + open + " of " + settings.viewers()));
            progress.accept("settling for " + settings.settle().toSeconds() + " s");
            TimeUnit.NANOSECONDS.sleep(settings.settle().toNanos());
            Memory after = Memory.read(servers);
            return IdleReport.of(settings, fleet.disconnected(), before, after);
        }
    }
}
