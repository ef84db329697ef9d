package io.ovation.loadtest.idle;

import io.ovation.loadtest.command.AccessOptions;
import io.ovation.loadtest.command.ClientOptions;
import io.ovation.loadtest.command.DurationConverter;
import io.ovation.loadtest.command.ExitCode;
import io.ovation.loadtest.command.FrontendOptions;
import io.ovation.loadtest.command.LoadCommand;
import io.ovation.loadtest.command.ReportOptions;
import io.ovation.loadtest.process.OpenFiles;
import io.ovation.loadtest.process.ServerProcesses;
import io.ovation.loadtest.viewer.ViewersMissingException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what an idle connection costs the server in resident memory. */
@Command(
        name = "idle",
        description = {
            "Many viewers on whose topics nothing happens: how much memory does each cost the server?",
            "Counts resident memory, read before they connect and after they have settled. Where jcmd can reach the"
                    + " server's JVM its garbage is collected before each reading. A JVM keeps the heap that it has"
                    + " once touched, so the figure holds the growth of the heap, too: to compare, start the server"
                    + " anew and bound its heap. What the kernel keeps for sockets is not included."
        })
public final class IdleCommand extends LoadCommand {

    @Option(
            names = "--viewers",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many viewers hold a stream.")
    private int viewers;

    @Option(
            names = "--topics",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many topics they share out among them.")
    private int topics;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long to wait once the last viewer has connected.")
    private Duration settle = Duration.ZERO;

    @Mixin
    private FrontendOptions frontend = new FrontendOptions();

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Option(
            names = "--server-pid",
            split = ",",
            required = true,
            paramLabel = "PID",
            showDefaultValue = Visibility.NEVER,
            description = "The server's processes, with commas between them.")
    private List<Long> serverPids = List.of();

    @Mixin
    private ReportOptions reports = new ReportOptions();

    @Option(
            names = "--max-bytes",
            paramLabel = "BYTES",
            description = "Exit with 1 if a connection costs more, or if a viewer was disconnected.")
    private @Nullable Long maxBytes;

    @Override
    protected int run() throws IOException, ViewersMissingException, InterruptedException {
        IdleSettings settings =
                new IdleSettings(frontend.viewerUrls, viewers, topics, settle, client.threads, client.connectRate);
        ServerProcesses servers = new ServerProcesses(serverPids);
        OpenFiles.require(viewers, servers);
        IdleReport report = new IdleRun(settings, servers, access.read(), this::say).execute();
        print(report.table());
        reports.write(report);
        return maxBytes == null ? ExitCode.OK : verdict(report.misses(maxBytes));
    }
}
