package io.ovation.loadtest.audience;

import com.typesafe.config.ConfigFactory;
import io.ovation.loadtest.command.AccessOptions;
import io.ovation.loadtest.command.BackendOptions;
import io.ovation.loadtest.command.DurationConverter;
import io.ovation.loadtest.command.ExitCode;
import io.ovation.loadtest.command.FrontendOptions;
import io.ovation.loadtest.command.LoadCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the demo's simulated audience to any running system. */
@Command(
        name = "audience",
        description = {
            "A simulated audience for one video: members who watch, like, type and comment at random.",
            "How lively they are is set under ovation.audience; any of it can be given as"
                    + " -Dovation.audience.comment-every=60s to the JVM."
        })
public final class AudienceCommand extends LoadCommand {

    private static final long REPORT_SECONDS = 10;

    @Option(names = "--members", paramLabel = "N", defaultValue = "200", description = "How many members watch.")
    private int members;

    @Option(names = "--video", paramLabel = "ID", defaultValue = "42", description = "The video they watch.")
    private String video = "";

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long they stay. Until interrupted if not given.")
    private @Nullable Duration duration;

    @Mixin
    private FrontendOptions frontend = new FrontendOptions();

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Mixin
    private BackendOptions backend = new BackendOptions();

    @Override
    protected int run() throws IOException, InterruptedException {
        AudienceSettings settings =
                AudienceSettings.from(ConfigFactory.load(), frontend.viewerUrls, backend.publishUrl, video, members);
        long end = duration == null ? Long.MAX_VALUE : System.nanoTime() + duration.toNanos();
        try (Audience audience = Audience.start(settings, access.read())) {
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.SECONDS.toNanos(REPORT_SECONDS)));
                say(audience.watching() + " of " + members + " members are watching");
            }
        }
        return ExitCode.OK;
    }
}
