package io.ovation.loadtest.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.loadtest.CommandLineRun;
import io.ovation.loadtest.TinyServer;
import io.ovation.loadtest.TinyServer.Mischief;
import io.ovation.loadtest.command.ExitCode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BroadcastIT {

    /** At 20 a second: 5 of warm-up and 20 measured. */
    private static final int EVENTS = 25;

    private static final int VIEWERS = 8;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"NONE", "CUT_CHUNKS"})
    void run_againstAServerThatDoesItsWorkIsClean(Mischief mischief) throws IOException {
        CommandLineRun run = run(mischief);

        assertThat(run.err()).doesNotContain("Missed").contains("connected 8 of 8");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("server CPU per frame").contains("latency p99.9");
        JsonNode report = report();
        assertThat(report.at("/expected").longValue()).isEqualTo((long) EVENTS * VIEWERS);
        assertThat(report.at("/delivery/delivered").longValue()).isEqualTo((long) EVENTS * VIEWERS);
        assertThat(report.at("/latency/count").longValue()).isEqualTo(20L * VIEWERS);
        assertThat(report.at("/latency/p50").doubleValue()).isBetween(0.001, 5_000.0);
        assertThat(report.at("/pace/framesPerSecond").doubleValue()).isBetween(140.0, 180.0);
    }

    @Test
    void run_timesSomeOfTheViewersAndCountsAll() throws IOException {
        CommandLineRun run = run(Mischief.NONE, "--timed", "2");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(report().at("/delivery/delivered").longValue()).isEqualTo((long) EVENTS * VIEWERS);
        assertThat(report().at("/latency/count").longValue()).isEqualTo(20L * 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "CUT_CHUNKS"})
    void run_sendsReceipts_andTimesFromAcceptance(Mischief mischief) throws IOException {
        CommandLineRun run = run(mischief, "--receipts", "3");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("since acceptance p99");
        assertThat(report().at("/receipts/sent").longValue()).isEqualTo(EVENTS / 5 * 3L);
        assertThat(report().at("/receipts/notSent").longValue()).isZero();
        assertThat(report().at("/receipts/latency/count").longValue()).isEqualTo(20L * 3);
        assertThat(report().at("/receipts/latency/p50").doubleValue()).isBetween(0.001, 5_000.0);
        assertThat(report().at("/receipts/tracedLatency/count").longValue()).isEqualTo(4L * 3);
    }

    @Test
    void run_seesLoss() throws IOException {
        assertMissed(run(Mischief.LOSE), "2 frames lost");
        assertThat(report().at("/lost").longValue()).isEqualTo(2);
    }

    @Test
    void run_seesRepetition() throws IOException {
        assertMissed(run(Mischief.DUPLICATE), "2 frames duplicated");
    }

    @Test
    void run_seesDisorder() throws IOException {
        CommandLineRun run = run(Mischief.REORDER);

        assertThat(run.err())
                .containsPattern("Missed: \\d+ frames out of order")
                .doesNotContain("lost");
        assertThat(run.exitCode()).isEqualTo(ExitCode.LIMIT_MISSED);
    }

    @Test
    void run_seesRefusals() throws IOException {
        CommandLineRun run = run(Mischief.REFUSE);

        assertMissed(run, "2 events not accepted");
        assertThat(run.out()).contains("status 503").contains("the queue is full");
        assertThat(run.err()).doesNotContain("lost");
    }

    @Test
    void run_seesViewersDisconnected() throws IOException {
        CommandLineRun run = run(Mischief.DISCONNECT);

        assertMissed(run, "2 viewers disconnected");
        assertThat(run.err()).contains("frames lost");
    }

    @Test
    void run_endsWhenViewersAreTurnedAway() throws IOException {
        CommandLineRun run = run(Mischief.TURN_AWAY);

        assertThat(run.exitCode()).isEqualTo(ExitCode.RUN_FAILED);
        assertThat(run.err())
                .contains("0 of 8 viewers have a stream")
                .contains("status 503")
                .contains("too many streams");
    }

    @Test
    void run_endsWhenNobodyListens() throws IOException {
        String url;
        try (ServerSocket closed = new ServerSocket(0)) {
            url = "http://127.0.0.1:" + closed.getLocalPort();
        }

        CommandLineRun run = CommandLineRun.of("broadcast", "--viewers", "2", "--viewer-url", url);

        assertThat(run.exitCode()).isEqualTo(ExitCode.RUN_FAILED);
        assertThat(run.err()).contains("cannot connect to " + url);
    }

    @Test
    void run_endsWhenTheHostIsUnknown() {
        CommandLineRun run = CommandLineRun.of("broadcast", "--viewers", "1", "--viewer-url", "http://no.invalid:1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.RUN_FAILED);
        assertThat(run.err()).contains("cannot connect to http://no.invalid:1");
    }

    private static void assertMissed(CommandLineRun run, String what) {
        assertThat(run.err()).contains("Missed: " + what);
        assertThat(run.exitCode()).isEqualTo(ExitCode.LIMIT_MISSED);
    }

    private CommandLineRun run(Mischief mischief, String... more) throws IOException {
        try (TinyServer server = new TinyServer(mischief)) {
            String url = server.url().toString();
            String pid = Long.toString(ProcessHandle.current().pid());
            String command = "broadcast --viewers " + VIEWERS + " --rate 20 --warm-up 250ms --duration 1s --drain 2s"
                    + " --max-p99 5s --viewer-url " + url + " --publish-url " + url + " --server-pid " + pid
                    + " --json "
                    + folder.resolve("report.json");
            return CommandLineRun.of(
                    Stream.of(command.split(" "), more).flatMap(Stream::of).toArray(String[]::new));
        }
    }

    private JsonNode report() throws IOException {
        return Json.read(Files.readAllBytes(folder.resolve("report.json")));
    }
}
