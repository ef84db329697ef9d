package io.ovation.loadtest.idle;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.http.Json;
import io.ovation.loadtest.CommandLineRun;
import io.ovation.loadtest.TinyServer;
import io.ovation.loadtest.TinyServer.Mischief;
import io.ovation.loadtest.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleIT {

    @TempDir
    private Path folder;

    @Test
    void run_readsTheServersMemoryWithItsViewersConnected() throws IOException {
        try (TinyServer server = new TinyServer(Mischief.NONE)) {
            Path json = folder.resolve("idle.json");
            CommandLineRun run = CommandLineRun.of((arguments(server) + " --json " + json).split(" "));

            assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(run.err()).contains("connected 20 of 20");
            assertThat(run.out()).contains("resident memory per connection").contains("collected with jcmd");
            assertThat(Json.read(Files.readAllBytes(json))
                            .at("/before/residentBytes")
                            .longValue())
                    .isGreaterThan(10L << 20);
            assertThat(server.streamQueries().stream().distinct())
                    .containsExactlyInAnyOrderElementsOf(
                            List.of("topic=video:idle-0", "topic=video:idle-1", "topic=video:idle-2"));
        }
    }

    @Test
    void run_endsWhenViewersAreTurnedAway() throws IOException {
        try (TinyServer server = new TinyServer(Mischief.TURN_AWAY)) {
            CommandLineRun run = CommandLineRun.of(arguments(server).split(" "));

            assertThat(run.exitCode()).isEqualTo(ExitCode.RUN_FAILED);
        }
    }

    private static String arguments(TinyServer server) {
        return "idle --viewers 20 --topics 3 --settle 100ms --viewer-url " + server.url() + " --server-pid "
                + ProcessHandle.current().pid();
    }
}
