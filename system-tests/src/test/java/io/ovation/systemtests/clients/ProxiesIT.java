package io.ovation.systemtests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.clients.DocumentedProxy.Kind;
import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.Installed;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real proxies before a node, as {@code config/} sets them up, but for addresses. */
class ProxiesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    private static NodeProcess node;

    /** Without a heartbeat, so that nothing but the next event could bring out one that a proxy holds back. */
    @BeforeAll
    static void start() {
        Installed.program("curl");
        node = NODES.demoWith(Map.of(), Map.of("ovation.frontend.stream.heartbeat", "10m"));
    }

    static Stream<Named<Kind>> proxies() {
        return Stream.of(Named.of("nginx", DocumentedProxy::nginx), Named.of("haproxy", DocumentedProxy::haproxy));
    }

    @ParameterizedTest
    @MethodSource("proxies")
    void events_passAtOnce(Kind kind) throws IOException {
        try (DocumentedProxy proxy = kind.before(node)) {
            String video = "proxied-" + proxy.viewers().getPort();
            Api publisher = new Api(proxy.publishers());
            try (Watch watch = watch(proxy, "video:" + video)) {
                watch.awaitStart();
                publisher.comment(video, "ada", "one");
                watch.awaitComment("one");
                publisher.comment(video, "ada", "two");
                watch.awaitComment("two");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("proxies")
    void refusals_passAsTheyAre(Kind kind) throws IOException {
        try (DocumentedProxy proxy = kind.before(node);
                Watch watch = watch(proxy, "nonsense")) {
            watch.awaitStatus(400);
        }
    }

    /** To the node, a connection between two requests is a visitor. */
    @ParameterizedTest
    @MethodSource("proxies")
    void requests_shareConnections(Kind kind) throws IOException {
        Eventually.within(PATIENCE, () -> assertThat(connections()).isZero());
        try (DocumentedProxy proxy = kind.before(node)) {
            Api viewers = new Api(proxy.viewers());
            for (int request = 0; request < 10; request++) {
                assertThat(viewers.get("/client.js").status()).isEqualTo(200);
            }
            assertThat(connections()).isBetween(1.0, 2.0);
        }
    }

    @Test
    void haproxy_findsThatNodesAreReady() throws IOException {
        try (DocumentedProxy proxy = DocumentedProxy.haproxy(node)) {
            awaitThatAllAreFoundReady(proxy);
        }
    }

    @Test
    void haproxy_findsThatNodesAreReady_askingInHttp10() throws IOException {
        try (DocumentedProxy proxy = DocumentedProxy.haproxyWithPlainChecks(node)) {
            awaitThatAllAreFoundReady(proxy);
        }
    }

    private static void awaitThatAllAreFoundReady(DocumentedProxy proxy) {
        Eventually.within(
                PATIENCE,
                () -> assertThat(proxy.log().lines())
                        .anyMatch(line -> line.contains("Health check for server frontends/frontend-1 succeeded"))
                        .anyMatch(line ->
                                line.contains("Health check for server likes-backends/likes-backend-2 succeeded")));
    }

    private static Watch watch(DocumentedProxy proxy, String topic) {
        return CurlClient.with().watch(proxy.viewers().resolve("/v1/stream?topic=" + topic), Optional.empty());
    }

    private static double connections() throws IOException {
        return new Api(node.management())
                .metric("ovation_edge_connections{port=\"viewers\"}")
                .orElseThrow();
    }
}
