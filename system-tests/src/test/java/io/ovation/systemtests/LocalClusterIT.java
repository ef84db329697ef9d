package io.ovation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.LocalCluster;
import io.ovation.systemtests.harness.LocalCluster.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The cluster command, as it is run from a shell. */
class LocalClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final LocalCluster cluster = new LocalCluster();

    @Test
    void cluster_outlivesItsStartTellsWhoDiedAndStops() throws Exception {
        Outcome started = start();
        assertThat(started.exitCode()).as(started.output()).isZero();
        assertThat(started.output()).contains("Ovation is ready");
        assertThatUrlsAreOpen(started.output());
        assertThat(cluster.nodes())
                .extracting(node -> node.get("name").asText())
                .containsExactly("dispatcher-1", "likes-backend-1", "dispatcher-2", "frontend-1");
        assertThat(cluster.run("status").exitCode()).isZero();

        Outcome again = start();
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.output()).contains("a cluster runs already: 4 nodes");

        kill(cluster.node("frontend-1"));
        Outcome status = cluster.run("status");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(line(status, "frontend-1")).contains(" down ");
        assertThat(line(status, "dispatcher-1")).contains(" ready ");
        assertThatOthersGiveUp(cluster.node("frontend-1"));

        List<JsonNode> nodes = cluster.nodes();
        Outcome stopped = cluster.run("stop");
        assertThat(stopped.exitCode()).as(stopped.output()).isZero();
        assertThat(stopped.output()).doesNotContain("killing");
        assertThat(cluster.nodes()).isEmpty();
        assertThat(nodes).noneMatch(LocalClusterIT::isAlive);
    }

    private static void assertThatUrlsAreOpen(String output) throws IOException, InterruptedException {
        List<String> urls = Pattern.compile("http://\\S+")
                .matcher(output)
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(urls).hasSize(3).last().asString().endsWith("/console");
        for (String url : urls) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode())
                    .as(url)
                    .isLessThan(500);
        }
    }

    private Outcome start() throws IOException, InterruptedException {
        return cluster.run(
                "start",
                "--frontends",
                "1",
                "--dispatchers",
                "2",
                "--backends",
                "1",
                "--base-port",
                "0",
                "--within",
                "180");
    }

    private static void kill(JsonNode node) {
        ProcessHandle process = ProcessHandle.of(node.get("pid").asLong()).orElseThrow();
        process.destroyForcibly();
        Eventually.within(PATIENCE, () -> assertThat(isAlive(node)).isFalse());
    }

    /** By the proof of its death, of whichever of them had it first, and not only by their patience. */
    private void assertThatOthersGiveUp(JsonNode lost) throws IOException {
        int management =
                cluster.node("dispatcher-1").get("ports").get("management").asInt();
        HttpRequest members = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/cluster/members"))
                .timeout(PATIENCE)
                .build();
        String address = "127.0.0.1:" + lost.get("ports").get("remoting").asInt();
        Eventually.within(
                PATIENCE,
                () -> assertThat(HttpClient.newHttpClient()
                                .send(members, BodyHandlers.ofString())
                                .body())
                        .contains("127.0.0.1:")
                        .doesNotContain(address));
        assertThat(logs("dispatcher-1", "dispatcher-2", "likes-backend-1")).contains(address + " is gone: downing it");
    }

    /** Not so if it only waits for somebody to collect its exit code. */
    private static boolean isAlive(JsonNode node) {
        return ProcessHandle.of(node.get("pid").asLong())
                .filter(process -> process.info().command().isPresent())
                .isPresent();
    }

    private String logs(String... names) throws IOException {
        StringBuilder logs = new StringBuilder();
        for (String name : names) {
            logs.append(Files.readString(Path.of(cluster.node(name).get("log").asText())));
        }
        return logs.toString();
    }

    private static String line(Outcome outcome, String start) {
        return outcome.output()
                .lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow();
    }
}
