package io.ovation.loadtest.room;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomIT {

    /** At 20 a second: 10 of warm-up and 20 measured. */
    private static final int COMMENTS = 30;

    private static final int VIEWERS = 3;

    @TempDir
    private Path folder;

    @Test
    void run_againstAServerThatDoesItsWorkIsClean() throws IOException {
        try (TinyServer server = new TinyServer(Mischief.NONE)) {
            CommandLineRun run = run(server);

            assertThat(run.err()).doesNotContain("Missed").contains("connected 3 of 3");
            assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(run.out()).contains("own latency p99").contains("server CPU");
            assertThat(report().at("/posting/accepted").intValue()).isEqualTo(COMMENTS);
            assertThat(report().at("/latency/count").longValue()).isEqualTo(20L * VIEWERS);
            assertThat(report().at("/ownLatency/count").longValue()).isEqualTo(20);
            assertThat(report().at("/view/medianPerSecond").doubleValue()).isEqualTo(20.0);
            assertThat(server.posted("/comments").stream()
                            .map(posted -> posted.body().get("member").asText())
                            .distinct())
                    .hasSize(VIEWERS)
                    .allSatisfy(member ->
                            assertThat(server.streamQueries()).anyMatch(query -> query.endsWith("&member=" + member)));
        }
    }

    @Test
    void run_timesSomeOfTheViewersAndChecksAll() throws IOException {
        try (TinyServer server = new TinyServer(Mischief.NONE)) {
            CommandLineRun run = run(server, "--timed", "1");

            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
            assertThat(report().at("/latency/count").longValue()).isEqualTo(20);
            assertThat(report().at("/view/maxPerSecond").doubleValue()).isEqualTo(20.0);
        }
    }

    /** Comments 10, 20 and 30 are those of three different members, of whom one is the first viewer. */
    @Test
    void run_seesThatAnOwnCommentIsMissing() throws IOException {
        try (TinyServer server = new TinyServer(Mischief.LOSE)) {
            CommandLineRun run = run(server);

            assertThat(run.err()).contains("Missed: 1 own comments did not reach their members");
            assertThat(run.exitCode()).isEqualTo(ExitCode.LIMIT_MISSED);
        }
    }

    @Test
    void run_doesNotCountOnCommentsThatWereRefused() throws IOException {
        try (TinyServer server = new TinyServer(Mischief.REFUSE)) {
            CommandLineRun run = run(server);

            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
            assertThat(report().at("/posting/accepted").intValue()).isEqualTo(COMMENTS - 3);
            assertThat(run.out()).contains("status 503").contains("the queue is full");
        }
    }

    @Test
    void run_seesViewersDisconnected() throws IOException {
        try (TinyServer server = new TinyServer(Mischief.DISCONNECT)) {
            CommandLineRun run = run(server);

            assertThat(report().at("/view/disconnected").intValue()).isEqualTo(VIEWERS);
            assertThat(run.exitCode()).isEqualTo(ExitCode.LIMIT_MISSED);
        }
    }

    private CommandLineRun run(TinyServer server, String... more) {
        String command = "room --viewers " + VIEWERS + " --rate 20 --warm-up 500ms --duration 1s --drain 2s"
                + " --connections 1 --max-p99 5s --viewer-url " + server.url() + " --publish-url " + server.url()
                + " --server-pid " + ProcessHandle.current().pid() + " --json " + folder.resolve("report.json");
        return CommandLineRun.of(
                Stream.of(command.split(" "), more).flatMap(Stream::of).toArray(String[]::new));
    }

    private JsonNode report() throws IOException {
        return Json.read(Files.readAllBytes(folder.resolve("report.json")));
    }
}
