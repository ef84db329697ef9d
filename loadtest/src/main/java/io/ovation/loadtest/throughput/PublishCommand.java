package io.ovation.loadtest.throughput;

import io.ovation.loadtest.command.AccessOptions;
import io.ovation.loadtest.command.BackendOptions;
import io.ovation.loadtest.command.DurationConverter;
import io.ovation.loadtest.command.FrontendOptions;
import io.ovation.loadtest.command.LoadCommand;
import io.ovation.loadtest.command.ReportOptions;
import io.ovation.loadtest.command.ServerOptions;
import io.ovation.loadtest.viewer.ViewersMissingException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how many comments a server takes, from the first moment on. */
@Command(
        name = "publish",
        description = {
            "Publishers who send the next comment when the last was answered: how many does the server take in a"
                    + " second, and how does that change from when it was started?",
            "Latencies run from a request to its answer; they tell how long publishers waited, not"
                    + " how late a load of a given rate would be."
        })
public final class PublishCommand extends LoadCommand {

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "How many publishers there are, each with a connection and one comment under way.")
    private int connections;

    @Option(
            names = "--videos",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many new videos they comment on, in turn.")
    private int videos;

    @Option(
            names = "--viewers",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many viewers watch them, so that comments go all the way; 0: none.")
    private int viewers;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "How long to publish.")
    private Duration duration = Duration.ZERO;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "For how long each line of the figures is.")
    private Duration interval = Duration.ZERO;

    @Mixin
    private BackendOptions backend = new BackendOptions();

    @Mixin
    private FrontendOptions frontend = new FrontendOptions();

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private ReportOptions reports = new ReportOptions();

    @Option(
            names = "--min-first",
            paramLabel = "PER-SECOND",
            description = "Exit with 1 if fewer are accepted in the first interval.")
    private @Nullable Double minFirst;

    @Option(
            names = "--min-last",
            paramLabel = "PER-SECOND",
            description = "Exit with 1 if fewer are accepted in the last interval.")
    private @Nullable Double minLast;

    @Override
    protected int run() throws IOException, ViewersMissingException, InterruptedException {
        ThroughputSettings settings = new ThroughputSettings(
                backend.publishUrl, frontend.viewerUrls, videos, connections, viewers, duration, interval);
        ThroughputReport report = new ThroughputRun(settings, server.processes(), access.read(), this::say).execute();
        print(report.table());
        reports.write(report);
        return verdict(report.misses(minFirst, minLast));
    }
}
