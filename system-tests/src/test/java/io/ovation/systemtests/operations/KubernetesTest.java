package io.ovation.systemtests.operations;

import static io.ovation.systemtests.operations.Project.each;
import static io.ovation.systemtests.operations.Project.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.protocol.Role;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KubernetesTest {

    private static final String DIRECTORY = "deploy/kubernetes/";
    private static final String SCHEMAS = "io.kubernetes.client.openapi.models.";
    private static final JsonNode KUSTOMIZATION =
            Project.yaml(DIRECTORY + "kustomization.yaml").get(0);
    private static final List<JsonNode> OBJECTS = objects();
    private static final Map<String, JsonNode> DEPLOYMENTS = deployments();

    /** What an API version's objects are called in Kubernetes' own model. */
    private static final Map<String, String> PREFIXES = Map.of(
            "v1", "V1",
            "apps/v1", "V1",
            "autoscaling/v2", "V2",
            "networking.k8s.io/v1", "V1",
            "policy/v1", "V1",
            "rbac.authorization.k8s.io/v1", "V1");

    @Test
    void kustomization_listsEveryManifest() {
        List<String> files = Project.list(DIRECTORY).stream()
                .map(path -> path.getFileName().toString())
                .filter(name -> !name.equals("kustomization.yaml"))
                .toList();

        assertThat(texts(KUSTOMIZATION.path("resources"))).containsExactlyInAnyOrderElementsOf(files);
    }

    @Test
    void objects_haveTheFieldsThatKubernetesKnowsAndRequires() throws Exception {
        for (JsonNode object : OBJECTS) {
            assertThat(PREFIXES).containsKey(object.path("apiVersion").asText());
            String type = PREFIXES.get(object.path("apiVersion").asText())
                    + object.path("kind").asText();
            Method validate = Class.forName(SCHEMAS + type).getMethod("validateJsonElement", JsonElement.class);
            JsonElement json = JsonParser.parseString(object.toString());
            assertThatCode(() -> validate.invoke(null, json))
                    .as(object.toString())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void deployments_areOneForEachRole() {
        assertThat(DEPLOYMENTS)
                .containsOnlyKeys(Stream.of(Role.values()).map(Role::label).toArray(String[]::new));
        DEPLOYMENTS.forEach((name, deployment) -> {
            assertThat(texts(container(deployment).path("args")).subList(0, 4))
                    .containsExactly("node", "--roles", name, "--config");
            String file = container(deployment).path("args").path(4).asText();
            assertThat(Project.path(file.replaceFirst("^/ovation/", ""))).exists();
        });
    }

    @Test
    void pods_areToldOnlyWhatTheyUnderstand() {
        Set<String> shared = Set.copyOf(named("ConfigMap", "ovation").path("data").properties().stream()
                .map(Map.Entry::getKey)
                .toList());
        Config overlay =
                ConfigFactory.parseFile(Project.path("config/kubernetes.conf").toFile());

        assertThat(Project.text("config/kubernetes.conf")).contains("${?OVATION_CONTACT_POINTS}");
        assertThat(overlay.getString("ovation.node.join")).isEqualTo("bootstrap");
        assertThat(NodeFacts.VARIABLES).containsAll(shared);
        DEPLOYMENTS
                .values()
                .forEach(deployment -> assertThat(NodeFacts.VARIABLES)
                        .containsAll(each(container(deployment).path("env"))
                                .map(variable -> variable.path("name").asText())
                                .toList()));
    }

    /** They listen on all addresses, and would not start without. */
    @Test
    void pods_haveAManagementToken_whichPrometheusShows() {
        DEPLOYMENTS.forEach((name, deployment) -> assertThat(each(container(deployment)
                                .path("env"))
                        .filter(variable -> variable.path("name").asText().equals("OVATION_MANAGEMENT_TOKEN"))
                        .map(variable ->
                                variable.at("/valueFrom/secretKeyRef/key").asText()))
                .as(name)
                .containsExactly("management-token"));
        assertThat(Project.yaml("deploy/prometheus/prometheus.yml")
                        .get(0)
                        .at("/scrape_configs/0/authorization/credentials_file")
                        .asText())
                .endsWith("/management-token");
    }

    @Test
    void contactPoints_areMoreThanHalfOfThePodsAtFirst() {
        int frontends = named("HorizontalPodAutoscaler", "frontend")
                .path("spec")
                .path("minReplicas")
                .asInt();
        int pods = frontends
                + DEPLOYMENTS.values().stream()
                        .mapToInt(deployment ->
                                deployment.path("spec").path("replicas").asInt())
                        .sum();
        int contacts = named("ConfigMap", "ovation")
                .path("data")
                .path("OVATION_CONTACT_POINTS")
                .asInt();

        assertThat(contacts).isGreaterThan(pods / 2).isLessThanOrEqualTo(pods);
    }

    @Test
    void pods_areFoundByTheOthers() {
        Config overlay =
                ConfigFactory.parseFile(Project.path("config/kubernetes.conf").toFile());
        Config discovery = overlay.getConfig("akka.discovery.kubernetes-api");
        String[] label = discovery.getString("pod-label-selector").split("=", -1);
        JsonNode labels = KUSTOMIZATION.path("labels").path(0);

        assertThat(label[1]).isEqualTo("%s");
        assertThat(labels.path("pairs").path(label[0]).asText()).isEqualTo("ovation");
        assertThat(labels.path("includeTemplates").asBoolean()).isTrue();
        DEPLOYMENTS.values().forEach(deployment -> {
            assertThat(container(deployment).path("name").asText()).isEqualTo(discovery.getString("container-name"));
            assertThat(ports(deployment))
                    .containsKey(
                            overlay.getString("akka.management.cluster.bootstrap.contact-point-discovery.port-name"));
            assertThat(pod(deployment).path("automountServiceAccountToken").asBoolean())
                    .isTrue();
            assertThat(named(
                            "ServiceAccount",
                            pod(deployment).path("serviceAccountName").asText()))
                    .isNotNull();
        });
    }

    @Test
    void ports_areTheDefaultsOfANode() {
        Map<String, String> defaults = Map.of(
                "viewer", NodeFacts.BUILT_IN.getString("ovation.frontend.edge.port"),
                "publish", NodeFacts.BUILT_IN.getString("ovation.likes.port"),
                "management", NodeFacts.BUILT_IN.getString("akka.management.http.port"),
                "remoting", NodeFacts.BUILT_IN.getString("akka.remote.artery.canonical.port"));

        DEPLOYMENTS.values().forEach(deployment -> {
            assertThat(defaults).containsAllEntriesOf(ports(deployment));
            assertThat(ports(deployment)).containsKeys("management", "remoting");
        });
    }

    @Test
    void probes_askWhatManagementAnswers() {
        DEPLOYMENTS.values().forEach(deployment -> {
            assertProbe(deployment, "startupProbe", "liveness-path");
            assertProbe(deployment, "readinessProbe", "readiness-path");
            assertProbe(deployment, "livenessProbe", "liveness-path");
        });
    }

    @Test
    void pods_haveTimeToDrain() {
        DEPLOYMENTS.forEach((name, deployment) -> {
            List<String> beforeStop = texts(container(deployment).at("/lifecycle/preStop/exec/command"));
            assertThat(beforeStop).startsWith("sleep").hasSize(2);
            Duration needed = NodeFacts.longestShutdown().plusSeconds(Long.parseLong(beforeStop.get(1)));
            assertThat(Duration.ofSeconds(pod(deployment)
                            .path("terminationGracePeriodSeconds")
                            .asLong()))
                    .as(name)
                    .isGreaterThan(needed);
        });
    }

    @Test
    void pods_mayDoNoMoreThanTheyNeed() {
        DEPLOYMENTS.values().forEach(deployment -> {
            assertThat(pod(deployment).at("/securityContext/runAsNonRoot").asBoolean())
                    .isTrue();
            JsonNode security = container(deployment).path("securityContext");
            assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(texts(security.at("/capabilities/drop"))).containsExactly("ALL");
            assertThat(Project.text("Dockerfile"))
                    .contains("USER "
                            + pod(deployment).at("/securityContext/runAsUser").asText() + ':');
        });
    }

    @Test
    void selectors_matchPods() {
        DEPLOYMENTS.forEach((name, deployment) -> {
            assertMatches(deployment.at("/spec/selector/matchLabels"), deployment);
            each(pod(deployment).path("topologySpreadConstraints"))
                    .forEach(spread -> assertMatches(spread.at("/labelSelector/matchLabels"), deployment));
            assertMatches(named("PodDisruptionBudget", name).at("/spec/selector/matchLabels"), deployment);
        });
        of("Service").forEach(service -> {
            JsonNode deployment = DEPLOYMENTS.get(service.at("/metadata/name").asText());
            assertMatches(service.at("/spec/selector"), deployment);
            each(service.at("/spec/ports"))
                    .forEach(port -> assertThat(ports(deployment))
                            .containsKey(port.path("targetPort").asText()));
        });
        JsonNode scaled = named("HorizontalPodAutoscaler", "frontend").at("/spec/scaleTargetRef");
        assertThat(DEPLOYMENTS).containsKey(scaled.path("name").asText());
    }

    @Test
    void ingresses_leadToServices() {
        assertThat(of("Ingress")).hasSize(2).allSatisfy(ingress -> {
            JsonNode backend = ingress.at("/spec/rules/0/http/paths/0/backend/service");
            JsonNode service = named("Service", backend.path("name").asText());
            assertThat(service.at("/spec/ports/0/name").asText())
                    .isEqualTo(backend.at("/port/name").asText());
        });
    }

    @Test
    void networkPolicies_nameRolesAndPortsThatThereAre() {
        assertThat(of("NetworkPolicy")).hasSize(3).allSatisfy(policy -> {
            String role = policy.at("/spec/podSelector/matchLabels/app.kubernetes.io~1name")
                    .asText("dispatcher");
            assertThat(DEPLOYMENTS).containsKey(role);
            each(policy.at("/spec/ingress"))
                    .flatMap(rule -> each(rule.path("ports")))
                    .forEach(port -> assertThat(ports(DEPLOYMENTS.get(role)))
                            .containsKey(port.path("port").asText()));
        });
    }

    private static void assertProbe(JsonNode deployment, String probe, String pathKey) {
        JsonNode request = container(deployment).path(probe).path("httpGet");
        assertThat(request.path("path").asText())
                .isEqualTo('/' + NodeFacts.BUILT_IN.getString("akka.management.health-checks." + pathKey));
        assertThat(request.path("port").asText()).isEqualTo("management");
    }

    private static void assertMatches(JsonNode selector, JsonNode deployment) {
        JsonNode labels = deployment.at("/spec/template/metadata/labels");
        assertThat(selector.properties()).isNotEmpty().isSubsetOf(labels.properties());
    }

    private static JsonNode pod(JsonNode deployment) {
        return deployment.at("/spec/template/spec");
    }

    private static JsonNode container(JsonNode deployment) {
        return pod(deployment).path("containers").path(0);
    }

    private static Map<String, String> ports(JsonNode deployment) {
        Map<String, String> ports = new TreeMap<>();
        each(container(deployment).path("ports"))
                .forEach(port -> ports.put(
                        port.path("name").asText(), port.path("containerPort").asText()));
        return ports;
    }

    private static List<JsonNode> of(String kind) {
        return OBJECTS.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    private static JsonNode named(String kind, String name) {
        return of(kind).stream()
                .filter(object -> object.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind + ' ' + name));
    }

    private static List<JsonNode> objects() {
        return texts(KUSTOMIZATION.path("resources")).stream()
                .flatMap(file -> Project.yaml(DIRECTORY + file).stream())
                .toList();
    }

    private static Map<String, JsonNode> deployments() {
        Map<String, JsonNode> deployments = new TreeMap<>();
        of("Deployment")
                .forEach(deployment ->
                        deployments.put(deployment.at("/metadata/name").asText(), deployment));
        return deployments;
    }
}
