package io.ovation.loadtest.broadcast;

import io.ovation.loadtest.command.AccessOptions;
import io.ovation.loadtest.command.BackendOptions;
import io.ovation.loadtest.command.ClientOptions;
import io.ovation.loadtest.command.DurationConverter;
import io.ovation.loadtest.command.ExitCode;
import io.ovation.loadtest.command.FrontendOptions;
import io.ovation.loadtest.command.LoadCommand;
import io.ovation.loadtest.command.ReportOptions;
import io.ovation.loadtest.command.ServerOptions;
import io.ovation.loadtest.command.TopicOptions;
import io.ovation.loadtest.process.OpenFiles;
import io.ovation.loadtest.process.ServerProcesses;
import io.ovation.loadtest.viewer.ViewersMissingException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how late a steady stream of comments reaches many viewers of one topic, and whether all of it does. */
@Command(
        name = "broadcast",
        description = {
            "Many viewers of one topic, a steady stream of comments: how late, and is anything lost?",
            "Comments are sent on schedule whether or not earlier ones were answered, and latencies count from the"
                    + " scheduled times, so that a slow server cannot slow its own measurement down."
        })
public final class BroadcastCommand extends LoadCommand {

    @Option(
            names = "--viewers",
            paramLabel = "N",
            defaultValue = "5000",
            description = "How many viewers hold a stream.")
    private int viewers;

    @Option(
            names = "--timed",
            paramLabel = "N",
            showDefaultValue = Visibility.NEVER,
            description = {
                "How many of them read at once and are timed. The others read when much has come, and at the end, which"
                        + " takes the reading of thousands off the processors that the server needs; all are counted.",
                "Default: all. Where there is no epoll, all read at once."
            })
    private @Nullable Integer timed;

    @Option(
            names = "--receipts",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "How many of those who are timed tell the server when they receive a comment that it follows, as"
                            + " the JavaScript client does. Their latencies also count from when a backend accepted a comment, by"
                            + " its clock and to the millisecond: right where all are on one machine.")
    private int receipts;

    @Option(
            names = "--silent",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many more viewers open a stream and then read nothing. Tells how many of them the server"
                    + " had disconnected at the end and, with --server-pid, its memory before they came, with garbage"
                    + " collected where jcmd can reach it, and at its highest. That includes the heap which publishing"
                    + " has touched: compare with a run of few of them.")
    private int silent;

    @Option(
            names = "--rate",
            paramLabel = "PER-SECOND",
            defaultValue = "20",
            description = "How many comments are published in a second.")
    private double rate;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "How long to measure.")
    private Duration duration = Duration.ZERO;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "How long to publish before that; what is lost then counts, how late it comes does not.")
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = "--drain",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "How long to wait for the last frames before they count as lost.")
    private Duration drain = Duration.ZERO;

    @Mixin
    private TopicOptions about = new TopicOptions();

    @Mixin
    private BackendOptions backend = new BackendOptions();

    @Option(
            names = "--max-in-flight",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Comments sent and not yet answered; beyond that they are sent late, which the figures show.")
    private int maxInFlight;

    @Mixin
    private FrontendOptions frontend = new FrontendOptions();

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private ReportOptions reports = new ReportOptions();

    @Option(
            names = "--max-p99",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Exit with 1 if the p99 is higher, or if anything was lost, repeated or out of order.")
    private @Nullable Duration maxP99;

    @Override
    protected int run() throws IOException, ViewersMissingException, InterruptedException {
        BroadcastSettings settings = settings();
        ServerProcesses servers = server.processes();
        OpenFiles.require(viewers + silent, servers);
        BroadcastReport report = new BroadcastRun(settings, servers, access.read(), this::say).execute();
        print(report.table());
        reports.write(report);
        return maxP99 == null ? ExitCode.OK : verdict(report.misses(maxP99));
    }

    private BroadcastSettings settings() {
        return new BroadcastSettings(
                frontend.viewerUrls,
                backend.publishUrl,
                about.topic(),
                viewers,
                timed == null ? viewers : timed,
                receipts,
                silent,
                rate,
                warmUp,
                duration,
                drain,
                maxInFlight,
                client.threads,
                client.connectRate);
    }
}
