package io.ovation.loadtest.throughput;

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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishIT {

    @TempDir
    private Path folder;

    @Test
    void run_countsWhatIsAcceptedInEachInterval() throws IOException {
        try (TinyServer server = new TinyServer(Mischief.NONE)) {
            Path json = folder.resolve("publish.json");

            CommandLineRun run = run(
                    server,
                    "--videos 3 --json " + json + " --server-pid "
                            + ProcessHandle.current().pid());

            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
            assertThat(run.out()).contains("accepted/s", "0-1.5 ", "1.5-3 ", "server CPU for each comment");
            JsonNode report = Json.read(Files.readAllBytes(json));
            assertThat(report.path("intervals")).hasSize(2);
            assertThat(sum(report, "accepted")).isPositive().isLessThanOrEqualTo(posted(server));
            assertThat(sum(report, "refused")).isZero();
            assertThat(server.posted("/comments").stream()
                            .map(post -> post.body().path("video").asText())
                            .distinct())
                    .hasSize(3);
            assertThat(server.streamQueries()).hasSize(4);
            assertThat(Set.copyOf(server.streamQueries())).hasSize(3);
        }
    }

    @Test
    void run_tellsRefusalsAndGoesOn() throws IOException {
        try (TinyServer server = new TinyServer(Mischief.REFUSE)) {
            Path json = folder.resolve("publish.json");

            CommandLineRun run = run(server, "--json " + json);

            assertThat(run.out()).contains("note: the server answered with status 503", "the queue is full");
            JsonNode report = Json.read(Files.readAllBytes(json));
            assertThat(sum(report, "refused")).isPositive();
            assertThat(sum(report, "accepted")).isGreaterThan(9L);
        }
    }

    @Test
    void run_thatIsTooSlow_saysInWhichInterval() throws IOException {
        try (TinyServer server = new TinyServer(Mischief.NONE)) {
            CommandLineRun run = run(server, "--min-first 1 --min-last 10000000");

            assertThat(run.exitCode()).isEqualTo(ExitCode.LIMIT_MISSED);
            assertThat(run.err())
                    .contains("Missed: the last interval has ", "comments/s, fewer than 10000000")
                    .doesNotContain("first interval");
        }
    }

    private static CommandLineRun run(TinyServer server, String more) {
        String arguments = "publish --connections 4 --viewers 4 --duration 3s --interval 1500ms --publish-url "
                + server.url() + " --viewer-url " + server.url() + ' ' + more;
        return CommandLineRun.of(arguments.split(" "));
    }

    private static int posted(TinyServer server) {
        return server.posted("/comments").size();
    }

    private static long sum(JsonNode report, String field) {
        long sum = 0;
        for (JsonNode interval : report.path("intervals")) {
            sum += interval.path(field).longValue();
        }
        return sum;
    }
}
