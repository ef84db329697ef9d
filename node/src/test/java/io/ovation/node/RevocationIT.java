package io.ovation.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.access.rights.Rights;
import io.ovation.access.rights.TopicPattern;
import io.ovation.access.token.TokenMaker;
import io.ovation.common.protocol.Role;
import io.ovation.common.settings.Secret;
import io.ovation.node.environment.Configuration;
import io.ovation.node.environment.Environment;
import io.ovation.node.listening.Addresses;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is kept out at one node is kept out at all of them, and after a restart. */
class RevocationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final TokenMaker MAKER = new TokenMaker(new Secret(SECRET), Optional.empty(), Optional.empty());
    private static final String ANN = token("ann", io.ovation.access.rights.Role.VIEWER);
    private static final String BOB = token("bob", io.ovation.access.rights.Role.VIEWER);
    private static final String EVE = token("eve", io.ovation.access.rights.Role.VIEWER);
    private static final String SERVICE = token("shop", io.ovation.access.rights.Role.SERVICE);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path data;

    @Test
    void memberWhoIsRevoked_isKeptOutOfAllNodes_alsoAfterARestart() throws Exception {
        Node first = await(Node.start(EnumSet.allOf(Role.class), config("")));
        try {
            String seed = "127.0.0.1:" + first.addresses().remoting().getPort();
            Node second = await(Node.start(Set.of(Role.FRONTEND), config(seed)));
            // It lets nobody in before it has heard from the first one.
            awaitStatus(200, () -> poll(second, BOB));
            try (Stream<String> ann = stream(second, ANN);
                    Stream<String> bob = stream(second, BOB)) {
                Iterator<String> annHears = ann.iterator();
                Iterator<String> bobHears = bob.iterator();
                awaitLine("event: snapshot", annHears);
                awaitLine("event: snapshot", bobHears);

                // The two have heard of each other.
                revoke(first, "{\"member\":\"eve\"}");
                awaitStatus(401, () -> poll(second, EVE));

                long asked = System.nanoTime();
                HttpResponse<String> answer = revoke(first, "{\"member\":\"ann\"}");
                awaitLine("event: bye", annHears);
                long took = System.nanoTime() - asked;

                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(annHears.next()).contains("\"reason\":\"revoked\"");
                assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(1));
                assertThat(poll(first, ANN)).isEqualTo(401);
                assertThat(poll(second, ANN)).isEqualTo(401);
                assertThat(publish(first, "ann", ANN)).isEqualTo(401);
                assertThat(poll(second, BOB)).isEqualTo(200);
                assertThat(publish(first, "bob", BOB)).isEqualTo(202);
            } finally {
                await(second.stop());
            }
        } finally {
            await(first.stop());
        }
        Node again = await(Node.start(EnumSet.allOf(Role.class), config("")));
        try {
            awaitStatus(200, () -> poll(again, BOB));
            assertThat(poll(again, ANN)).isEqualTo(401);
            assertThat(publish(again, "ann", ANN)).isEqualTo(401);

            assertThat(revoke(again, "{\"member\":\"ann\",\"seconds\":0}").statusCode())
                    .isEqualTo(200);
            assertThat(poll(again, ANN)).as("taken back").isEqualTo(200);
        } finally {
            await(again.stop());
        }
    }

    private interface Status {
        int get() throws Exception;
    }

    private static void awaitStatus(int status, Status actual) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (actual.get() != status && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(actual.get()).isEqualTo(status);
    }

    private static void awaitLine(String line, Iterator<String> lines) {
        while (!lines.next().equals(line)) {
            // What comes before does not matter.
        }
    }

    private static Stream<String> stream(Node node, String token) throws Exception {
        return HTTP.send(viewer(node, "/v1/stream?topic=video:1", token).build(), BodyHandlers.ofLines())
                .body();
    }

    private static int poll(Node node, String token) throws Exception {
        return HTTP.send(viewer(node, "/v1/poll?topic=video:1", token).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static int publish(Node node, String member, String token) throws Exception {
        return post(node, "/comments", "{\"video\":\"1\",\"text\":\"hi\",\"member\":\"" + member + "\"}", token)
                .statusCode();
    }

    private static HttpResponse<String> revoke(Node node, String body) throws Exception {
        return post(node, "/v1/revocations", body, SERVICE);
    }

    private static HttpResponse<String> post(Node node, String path, String body, String token) throws Exception {
        return HTTP.send(
                request(node.addresses().publish().orElseThrow(), path, token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder viewer(Node node, String path, String token) {
        return request(node.addresses().viewer().orElseThrow(), path, token);
    }

    private static HttpRequest.Builder request(InetSocketAddress address, String path, String token) {
        return HttpRequest.newBuilder(URI.create(Addresses.url(address) + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private static String token(String member, io.ovation.access.rights.Role role) {
        List<TopicPattern> video = List.of(TopicPattern.parse("video:1"));
        return MAKER.make(member, new Rights(video, video, role), Instant.now(), Duration.ofMinutes(10));
    }

    private Config config(String seed) {
        Map<String, String> variables = new HashMap<>();
        variables.put("OVATION_DATA_DIR", data.toString());
        variables.put("OVATION_JWT_SECRET", SECRET);
        variables.put("OVATION_SEED_NODES", seed);
        for (String port : List.of("VIEWER", "PUBLISH", "MANAGEMENT", "REMOTING")) {
            variables.put("OVATION_" + port + "_PORT", "0");
        }
        return Configuration.load(Environment.of(variables), ConfigFactory.empty());
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
