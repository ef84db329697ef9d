package io.ovation.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.ovation.common.protocol.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that are told of no seed find each other through Akka Discovery, here out of a file. */
class BootstrapIT {

    private static final int PATIENCE_SECONDS = 90;
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path data;

    @Test
    void nodesThatBootstrap_formOneClusterAndAreReadyOnceTheirRolesAre() throws Exception {
        int here = freePort();
        int there = freePort();
        CompletionStage<Node> dispatcher = Node.start(Set.of(Role.DISPATCHER), config(here, List.of(here, there)));

        // Alone it forms none, and its operators' port says so.
        awaitStatus(here, "/bootstrap/seed-nodes", 200);
        assertThat(get(here, "/ready").statusCode()).isEqualTo(503);
        assertThat(get(here, "/alive").statusCode()).isEqualTo(200);
        assertThat(dispatcher.toCompletableFuture()).isNotDone();

        Node frontend =
                await(Node.start(Set.of(Role.FRONTEND, Role.LIKES_BACKEND), config(there, List.of(here, there))));
        try {
            Node first = await(dispatcher);
            awaitStatus(here, "/ready", 200);
            awaitStatus(there, "/ready", 200);
            // Nodes show each other no token; whoever else asks needs one.
            assertThat(get(there, "/cluster/members").statusCode()).isEqualTo(401);
            assertThat(get(there, "/cluster/members", "Authorization", "Bearer " + TOKEN)
                            .body())
                    .contains(":" + first.addresses().remoting().getPort())
                    .contains(":" + frontend.addresses().remoting().getPort());
            await(first.stop());
        } finally {
            await(frontend.stop());
        }
    }

    private Config config(int management, List<Integer> contacts) {
        String path = "akka.discovery.config.services.ovation.endpoints";
        return ConfigFactory.parseMap(Map.of(
                        "ovation.node.join",
                        "bootstrap",
                        "ovation.node.management-token",
                        TOKEN,
                        "akka.discovery.method",
                        "config",
                        "akka.management.http.port",
                        management,
                        "akka.management.cluster.bootstrap.contact-point-discovery.stable-margin",
                        "1 s",
                        "akka.management.cluster.bootstrap.contact-point.filter-on-fallback-port",
                        false))
                .withValue(
                        path,
                        ConfigValueFactory.fromIterable(contacts.stream()
                                .map(port -> Map.of("host", "127.0.0.1", "port", port))
                                .toList()))
                .withFallback(TestConfig.of(data));
    }

    private static void awaitStatus(int port, String path, int status) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            try {
                if (get(port, path).statusCode() == status) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet.
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new AssertionError(path + " of " + port + " never answered " + status);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static HttpResponse<String> get(int port, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
