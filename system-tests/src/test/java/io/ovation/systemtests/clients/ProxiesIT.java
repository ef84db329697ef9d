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
import java.util.List;
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

    /** Where one of them connects from that is believed; the others do from 127.0.0.1, which has no limits. */
    private static final String TRUSTED_PROXY = "127.0.0.9";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    private static NodeProcess node;

    /** Without a heartbeat, so that nothing but the next event could bring out one that a proxy holds back. */
    @BeforeAll
    static void start() {
        Installed.program("curl");
        node = NODES.demoWith(
                Map.of("OVATION_TRUSTED_PROXIES", TRUSTED_PROXY, "OVATION_PROXY_PROTOCOL", "on"),
                Map.of(
                        "ovation.frontend.stream.heartbeat", "10m",
                        "ovation.edge.limits.exempt", "127.0.0.1",
                        "ovation.edge.limits.requests-per-address.per-second", "1",
                        "ovation.edge.limits.requests-per-address.burst", "3"));
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
    void haproxy_namesItsClients_byTheProxyProtocol() throws IOException {
        try (DocumentedProxy proxy = DocumentedProxy.haproxyWithProxyProtocol(node, TRUSTED_PROXY)) {
            awaitThatAllAreFoundReady(proxy);

            assertThat(askOften(proxy, "127.0.0.2")).startsWith("200 200 200 ").endsWith(" 429");
            assertThat(askOften(proxy, "127.0.0.3")).startsWith("200 200 200 ").endsWith(" 429");
        }
    }

    /** @return the statuses */
    private static String askOften(DocumentedProxy proxy, String client) {
        return Program.run(List.of(
                "curl",
                "-s",
                "--interface",
                client,
                "-o",
                "/dev/null",
                "-w",
                "%{http_code} ",
                proxy.viewers() + "/client.js?[1-8]"));
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
