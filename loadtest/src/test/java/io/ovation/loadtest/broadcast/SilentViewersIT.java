package io.ovation.loadtest.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.loadtest.CommandLineRun;
import io.ovation.loadtest.TinyServer;
import io.ovation.loadtest.TinyServer.Mischief;
import io.ovation.loadtest.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilentViewersIT {

    @TempDir
    private Path folder;

    @Test
    void silentViewers_areNotCountedAmongTheOthers() throws IOException {
        CommandLineRun run = run(Mischief.NONE);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).contains("connected 1 of 1\n").contains("connected 2 of 2 who read nothing");
        assertThat(run.out()).contains("silent viewers").contains("server memory, highest");
        assertThat(report().at("/expected").longValue()).isEqualTo(25);
        assertThat(report().at("/delivery/delivered").longValue()).isEqualTo(25);
        assertThat(report().at("/silent/viewers").intValue()).isEqualTo(2);
        assertThat(report().at("/silent/disconnected").intValue()).isZero();
        assertThat(report().at("/silent/highestResidentBytes").longValue()).isGreaterThan(10L << 20);
        assertThat(report().at("/silent/before/residentBytes").longValue()).isGreaterThan(10L << 20);
    }

    /** The tenth comment ends the stream of the viewer who came first, and the twentieth that of a silent one. */
    @Test
    void silentViewers_areFoundToBeDisconnectedThoughTheyReadNothing() throws IOException {
        CommandLineRun run = run(Mischief.DISCONNECT);

        assertThat(report().at("/silent/disconnected").intValue()).isEqualTo(1);
        assertThat(run.err()).contains("Missed: ").contains("1 viewers disconnected");
    }

    private CommandLineRun run(Mischief mischief) throws IOException {
        try (TinyServer server = new TinyServer(mischief)) {
            String command = "broadcast --viewers 1 --silent 2 --rate 20 --warm-up 250ms --duration 1s --drain 1s"
                    + " --max-p99 5s --viewer-url " + server.url() + " --publish-url " + server.url()
                    + " --server-pid " + ProcessHandle.current().pid() + " --json "
                    + folder.resolve("report.json");
            return CommandLineRun.of(command.split(" "));
        }
    }

    private JsonNode report() throws IOException {
        return Json.read(Files.readAllBytes(folder.resolve("report.json")));
    }
}
