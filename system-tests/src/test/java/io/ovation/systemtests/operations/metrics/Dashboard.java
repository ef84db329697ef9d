package io.ovation.systemtests.operations.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.systemtests.operations.Project;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the dashboard of deploy/grafana asks Prometheus for. */
final class Dashboard {

    private static final String FILE = "deploy/grafana/ovation.json";

    private Dashboard() {}

    /** With what Grafana would put in for its variables. */
    static List<String> expressions() {
        JsonNode dashboard = Json.read(Project.text(FILE).getBytes(StandardCharsets.UTF_8));
        return dashboard.path("panels").findValuesAsText("expr").stream()
                .map(expression -> expression.replace("$__rate_interval", "1m").replace("$instance", ".*"))
                .toList();
    }
}
