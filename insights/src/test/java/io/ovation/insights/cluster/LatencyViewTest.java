package io.ovation.insights.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.insights.cluster.LatencyView.Delivery;
import io.ovation.insights.cluster.LatencyView.Event;
import io.ovation.insights.cluster.LatencyView.Goal;
import io.ovation.insights.cluster.LatencyView.Node;
import io.ovation.insights.cluster.LatencyView.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LatencyViewTest {

    private static final String JSON = """
            {"at":"2026-01-01T12:00:00.000Z","self":"a:1","nodes":[],"latency":{
              "sampling":0.01,
              "goals":[{"kind":"comment","p99Millis":200.0,"lossShare":null}],
              "events":[{"kind":"comment","complete":120,"ended":3,"lost":1,"unknown":2}],
              "steps":[{"kind":"comment","stage":"committed","from":"east","to":"west","count":120,"meanMillis":3.1,
                "p50Millis":2.9,"p99Millis":8.0,"expected":121,"lost":1,"unknown":2,"holes":4}],
              "deliveries":[{"kind":"comment","through":"written","from":"east","to":"west","count":4800,
                "meanMillis":9.0,"p50Millis":8.1,"p99Millis":21.0}],
              "nodes":[{"stage":"written","node":"a:1","count":2400,"p50Millis":1.2,"p99Millis":4.0,"lost":0}]}}""";

    @Test
    void latency_isToldInFull() {
        LatencyView latency = new LatencyView(
                0.01,
                List.of(new Goal("comment", 200.0, null)),
                List.of(new Event("comment", 120, 3, 1, 2)),
                List.of(new Step("comment", "committed", "east", "west", 120, 3.1, 2.9, 8.0, 121, 1, 2, 4)),
                List.of(new Delivery("comment", "written", "east", "west", 4800, 9.0, 8.1, 21.0)),
                List.of(new Node("written", "a:1", 2400, 1.2, 4.0, 0)));

        assertThat(told(latency)).isEqualTo(Json.read(JSON.getBytes(UTF_8)));
    }

    @Test
    void latencyThatIsNotKnown_isNull() {
        assertThat(told(null).get("latency").isNull()).isTrue();
    }

    private static JsonNode told(@Nullable LatencyView latency) {
        return Json.read(Json.write(new ClusterView("2026-01-01T12:00:00.000Z", "a:1", List.of(), latency)));
    }
}
