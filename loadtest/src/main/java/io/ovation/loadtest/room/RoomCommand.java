package io.ovation.loadtest.room;

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

/** Shows what viewers see of a topic on which more is said than can be read, and that each sees what it said itself. */
@Command(
        name = "room",
        description = {
            "Many viewers of one topic who all speak, more than can be read: what do they see, how late, and does each"
                    + " see its own?",
            "Each viewer is a member of its own, and they comment in turn. Comments are sent on schedule whether or not"
                    + " earlier ones were answered, one in each request, and latencies count from the scheduled times."
                    + " That the server shows a sample of what others say is as it should be; that a member's own"
                    + " comment does not come back to it is not, and is checked for every comment and every viewer."
        })
public final class RoomCommand extends LoadCommand {

    @Option(
            names = "--viewers",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many viewers hold a stream, each as another member.")
    private int viewers;

    @Option(
            names = "--timed",
            paramLabel = "N",
            showDefaultValue = Visibility.NEVER,
            description = {
                "How many of them read at once and are timed. The others read when much has come, and at the end, which"
                        + " takes the reading of thousands off the processors that the server needs; what they saw is"
                        + " counted and checked all the same.",
                "Default: all. Where there is no epoll, all read at once."
            })
    private @Nullable Integer timed;

    @Option(
            names = "--rate",
            paramLabel = "PER-SECOND",
            defaultValue = "2000",
            description = "How many comments are published in a second, by all members together.")
    private double rate;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "15s",
            converter = DurationConverter.class,
            description = "How long to measure.")
    private Duration duration = Duration.ZERO;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description =
                    "How long to publish before that; own comments that are missing then count, nothing else does.")
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = "--drain",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "How long to wait for the last own comments before they count as missing.")
    private Duration drain = Duration.ZERO;

    @Mixin
    private TopicOptions about = new TopicOptions();

    @Mixin
    private BackendOptions backend = new BackendOptions();

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "128",
            description = "Connections that comments are published over, each with one unanswered at most; with none"
                    + " free they are sent late, which the figures show.")
    private int connections;

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
            description = "Exit with 1 if the p99 of the comments received is higher, or if an own comment is missing.")
    private @Nullable Duration maxP99;

    @Override
    protected int run() throws IOException, ViewersMissingException, InterruptedException {
        RoomSettings settings = settings();
        ServerProcesses servers = server.processes();
        OpenFiles.require(viewers, servers);
        RoomReport report = new RoomRun(settings, servers, access.read(), this::say).execute();
        print(report.table());
        reports.write(report);
        return maxP99 == null ? ExitCode.OK : verdict(report.misses(maxP99));
    }

    private RoomSettings settings() {
        return new RoomSettings(
                frontend.viewerUrls,
                backend.publishUrl,
                about.topic(),
                viewers,
                timed == null ? viewers : timed,
                rate,
                warmUp,
                duration,
                drain,
                connections,
                client.threads,
                client.connectRate);
    }
}
