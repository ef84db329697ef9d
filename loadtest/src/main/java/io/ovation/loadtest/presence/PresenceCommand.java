package io.ovation.loadtest.presence;

import io.ovation.loadtest.command.AccessOptions;
import io.ovation.loadtest.command.BackendOptions;
import io.ovation.loadtest.command.DurationConverter;
import io.ovation.loadtest.command.ExitCode;
import io.ovation.loadtest.command.FrontendOptions;
import io.ovation.loadtest.command.LoadCommand;
import io.ovation.loadtest.viewer.ViewersMissingException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how soon changes of presence reach those who watch, and whether all of them do. */
@Command(
        name = "presence",
        description = {
            "Members come online at a steady rate and go offline again: how soon is it seen, and is anything lost?",
            "Each member sends one heartbeat and is watched by one stream of a hundred. Heartbeats of 20 ms share a"
                    + " request. Latencies count from the scheduled time of each, and from when it was to expire."
        })
public final class PresenceCommand extends LoadCommand {

    @Option(
            names = "--rate",
            paramLabel = "PER-SECOND",
            defaultValue = "1000",
            description = "How many members come online in a second, and go offline in a later one.")
    private double rate;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long members come. Beyond --expiry some come while others go.")
    private Duration duration = Duration.ZERO;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "How long members come before that; what is lost then counts, how late it comes does not.")
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = "--expiry",
            paramLabel = "TIME",
            defaultValue = "15s",
            converter = DurationConverter.class,
            description = "The server's ovation.presence.heartbeat and .grace together.")
    private Duration expiry = Duration.ZERO;

    @Option(
            names = "--drain",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long to wait for the last changes before they count as lost.")
    private Duration drain = Duration.ZERO;

    @Mixin
    private FrontendOptions frontend = new FrontendOptions();

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Mixin
    private BackendOptions backend = new BackendOptions();

    @Option(
            names = "--max-p99",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Exit with 1 if a p99 is higher, or if a change was lost or repeated.")
    private @Nullable Duration maxP99;

    @Override
    protected int run() throws IOException, ViewersMissingException, InterruptedException {
        PresenceRunSettings settings =
                new PresenceRunSettings(frontend.viewerUrls, backend.publishUrl, rate, warmUp, duration, expiry, drain);
        PresenceReport report = new PresenceRun(settings, access.read(), this::say).execute();
        print(report.table());
        return maxP99 == null ? ExitCode.OK : verdict(report.misses(maxP99));
    }
}
