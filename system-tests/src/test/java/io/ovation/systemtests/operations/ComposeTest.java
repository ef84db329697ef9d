package io.ovation.systemtests.operations;

import static io.ovation.systemtests.operations.Project.each;
import static io.ovation.systemtests.operations.Project.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.protocol.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ComposeTest {

    private static final JsonNode COMPOSE = Project.yaml("docker-compose.yml").get(0);
    private static final Map<String, JsonNode> SERVICES = services();
    private static final Map<String, JsonNode> NODES = nodes();

    @Test
    void compose_hasEveryRoleAndWhatTheyNeed() {
        assertThat(SERVICES)
                .containsOnlyKeys(
                        "proxy",
                        "frontend-1",
                        "frontend-2",
                        "dispatcher-1",
                        "dispatcher-2",
                        "likes-backend-1",
                        "likes-backend-2",
                        "redis",
                        "postgres");
        assertThat(NODES).hasSize(6);
        NODES.forEach((name, node) -> {
            List<String> command = texts(node.path("command"));
            assertThat(command).startsWith("node", "--roles").hasSize(3);
            assertThat(name).startsWith(Role.parse(command.get(2)).label());
        });
    }

    @Test
    void nodes_areToldOnlyWhatTheyUnderstand() {
        NODES.forEach((name, node) -> {
            assertThat(node.path("environment").fieldNames())
                    .toIterable()
                    .as(name)
                    .isSubsetOf(NodeFacts.VARIABLES);
            assertThat(node.path("environment").path("OVATION_HOST").asText()).isEqualTo(name);
        });
    }

    /** They listen on all addresses, and would not start without. */
    @Test
    void nodes_haveAManagementToken() {
        NODES.forEach((name, node) -> assertThat(node.path("environment")
                        .path("OVATION_MANAGEMENT_TOKEN")
                        .asText())
                .as(name)
                .matches("\\$\\{OVATION_MANAGEMENT_TOKEN:-[a-z-]{32,}}"));
    }

    @Test
    void seedNodes_areOfMoreThanOneRole_atTheirPort() {
        String port = NodeFacts.BUILT_IN.getString("akka.remote.artery.canonical.port");
        NODES.forEach((name, node) -> assertThat(node.path("environment")
                        .path("OVATION_SEED_NODES")
                        .asText()
                        .split(","))
                .as(name)
                .containsExactly("dispatcher-1:" + port, "dispatcher-2:" + port, "likes-backend-1:" + port));
    }

    @Test
    void onlyTheProxy_isReachableFromOutside() {
        assertThat(COMPOSE.path("networks").path("cluster").path("internal").asBoolean())
                .isTrue();
        SERVICES.forEach((name, service) -> {
            boolean isProxy = name.equals("proxy");
            assertThat(service.has("ports")).as(name).isEqualTo(isProxy);
            assertThat(texts(service.path("networks")).contains("public"))
                    .as(name)
                    .isEqualTo(isProxy);
        });
        assertThat(texts(SERVICES.get("proxy").path("ports"))).containsExactly("8080:8080", "8081:8081");
    }

    @Test
    void nodes_haveTimeToStopAndComeBack() {
        NODES.forEach((name, node) -> {
            String grace = node.path("stop_grace_period").asText();
            assertThat(Duration.parse("PT" + grace)).as(name).isGreaterThan(NodeFacts.longestShutdown());
            assertThat(node.path("restart").asText()).as(name).isEqualTo("unless-stopped");
        });
    }

    @Test
    void frontends_mayOpenAFileForEachConnection() {
        int connections = NodeFacts.BUILT_IN.getInt("ovation.frontend.edge.max-streams")
                + NodeFacts.BUILT_IN.getInt("ovation.frontend.edge.max-visitors");
        for (String frontend : List.of("frontend-1", "frontend-2")) {
            assertThat(NODES.get(frontend).path("ulimits").path("nofile").asInt())
                    .isGreaterThan(connections);
        }
        int proxied = Integer.parseInt(group("maxconn (\\d+)", Project.text("config/haproxy.cfg")));
        assertThat(SERVICES.get("proxy").path("ulimits").path("nofile").asInt()).isGreaterThan(2 * proxied);
    }

    /** To be ready a node needs one of every role; if that one waited for it, neither would come. */
    @Test
    void noLikesBackend_waitsForANodeToBeReady() {
        NODES.forEach((name, node) -> node.path("depends_on").properties().stream()
                .filter(entry -> NODES.containsKey(entry.getKey()) && name.startsWith(Role.LIKES_BACKEND.label()))
                .forEach(entry -> assertThat(entry.getValue().path("condition").asText())
                        .as("%s on %s", name, entry.getKey())
                        .isEqualTo("service_started")));
    }

    @Test
    void services_referToWhatIsThere() {
        SERVICES.forEach((name, service) -> {
            JsonNode needed = service.path("depends_on");
            (needed.isArray() ? texts(needed) : List.copyOf(names(needed)))
                    .forEach(other -> assertThat(SERVICES).containsKey(other));
            needed.properties().stream()
                    .filter(entry -> entry.getValue().path("condition").asText().equals("service_healthy"))
                    .filter(entry -> !NODES.containsKey(entry.getKey())) // The image says how nodes are.
                    .forEach(entry -> assertThat(SERVICES.get(entry.getKey()).has("healthcheck"))
                            .isTrue());
            texts(service.path("networks"))
                    .forEach(network ->
                            assertThat(COMPOSE.path("networks").has(network)).isTrue());
            each(service.path("volumes")).forEach(volume -> {
                String source = volume.asText().split(":", -1)[0];
                assertThat(COMPOSE.path("volumes").has(source)
                                || Project.path(source).toFile().exists())
                        .as(source)
                        .isTrue();
            });
        });
    }

    @Test
    void proxy_knowsTheNodesAndTheirPorts() {
        Map<String, String> servers = new TreeMap<>();
        Matcher server =
                Pattern.compile("(?m)^ +server (\\S+) (\\S+):(\\d+)").matcher(Project.text("config/haproxy.cfg"));
        while (server.find()) {
            assertThat(server.group(1)).isEqualTo(server.group(2));
            servers.put(server.group(2), server.group(3));
        }
        String viewers = NodeFacts.BUILT_IN.getString("ovation.frontend.edge.port");
        String publishers = NodeFacts.BUILT_IN.getString("ovation.likes.port");
        assertThat(servers)
                .isEqualTo(Map.of(
                        "frontend-1", viewers,
                        "frontend-2", viewers,
                        "likes-backend-1", publishers,
                        "likes-backend-2", publishers));
        assertThat(group("check port (\\d+)", Project.text("config/haproxy.cfg")))
                .isEqualTo(NodeFacts.BUILT_IN.getString("akka.management.http.port"));
    }

    @Test
    void proxy_outlastsTheSilenceOfAStream() {
        Duration heartbeat = NodeFacts.BUILT_IN.getDuration("ovation.frontend.stream.heartbeat");
        for (String side : List.of("client", "server")) {
            String seconds = group("timeout " + side + " (\\d+)s", Project.text("config/haproxy.cfg"));
            assertThat(Duration.ofSeconds(Long.parseLong(seconds))).isGreaterThan(heartbeat.multipliedBy(2));
        }
    }

    private static Map<String, JsonNode> services() {
        Map<String, JsonNode> services = new TreeMap<>();
        COMPOSE.path("services").properties().forEach(entry -> services.put(entry.getKey(), entry.getValue()));
        return services;
    }

    private static Map<String, JsonNode> nodes() {
        Map<String, JsonNode> nodes = new TreeMap<>(SERVICES);
        nodes.values().removeIf(service -> !service.has("build"));
        return nodes;
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static String group(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
