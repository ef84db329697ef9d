package io.ovation.node.top;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterTableTest {

    private static final String FRONTEND = """
            {"address":"10.0.0.1:25520","dataCentre":"east","roles":["frontend"],"status":"up","ready":true,
             "process":{"cpu":0.314,"heapUsedBytes":1,"heapMaxBytes":4},
             "frontend":{"streams":12345,"joinsPerSecond":2.5,"gapsPerSecond":1.0,"droppedPerSecond":0.5},
             "dispatcher":null,"backend":null,"topTopics":[]}""";

    private static final String DISPATCHER = """
            {"address":"10.0.0.2:25520","dataCentre":"east","roles":["dispatcher","likes-backend"],"status":"up",
             "ready":false,"process":{"cpu":null,"heapUsedBytes":1,"heapMaxBytes":4},"frontend":null,
             "dispatcher":{"topics":null,"eventsPerSecond":250.25},
             "backend":{"commentsPerSecond":3.0,"refusedPerSecond":null}}""";

    private static final String SILENT = """
            {"address":"[2001:db8:0:1:1:1:1:1]:25520","dataCentre":"north-west","roles":[],"status":"unreachable",
             "ageSeconds":null,"ready":null,"process":null,"frontend":null,"dispatcher":null,"backend":null}""";

    @Test
    void nodes_haveALineEach() {
        assertThat(lines(80, 24, FRONTEND, DISPATCHER, SILENT))
                .containsExactly(
                        "3 nodes, 2 up, 1 ready; seen by 10.0.0.1:25520 at 2026-01-01T12:00:00.000Z",
                        "streams 12k, joins/s 2.5, events/s 250, comments/s 3, refused/s 0, lost/s 1.5",
                        "",
                        "NODE                  CENTRE  FDL STATUS       CPU HEAP STREAMS EVENTS/S LOST/S",
                        "10.0.0.1:25520        east    f   up           31%  25%     12k        -    1.5",
                        "10.0.0.2:25520        east     dl not ready      -  25%       -      250      -",
                        "…8:0:1:1:1:1:1]:25520 north-…     unreachable    -    -       -        -      -");
    }

    @Test
    void narrowTerminal_cutsLinesOff() {
        assertThat(lines(30, 24, FRONTEND)).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(30));
    }

    @Test
    void nodesThatDoNotFit_areCounted() {
        String[] ten = IntStream.range(0, 10).mapToObj(i -> FRONTEND).toArray(String[]::new);

        assertThat(lines(80, 14, ten)).hasSize(14).last().asString().startsWith("10.0.0.1");
        assertThat(lines(80, 13, ten)).hasSize(13).last().isEqualTo("and 2 more nodes");
        assertThat(lines(80, 1, ten)).last().isEqualTo("and 9 more nodes");
    }

    @Test
    void largeFigures_areShort() {
        assertThat(lines(80, 24, FRONTEND.replace("12345", "9999")).get(4)).contains(" 9999 ");
        assertThat(lines(80, 24, FRONTEND.replace("12345", "1234567")).get(4)).contains(" 1M ");
    }

    @Test
    void whatANodeSays_doesNotMoveTheCursor() {
        assertThat(lines(80, 24, FRONTEND.replace("east", "\\u001b[2J")).get(4))
                .doesNotContain("\033")
                .contains("?[2J");
    }

    private static List<String> lines(int columns, int most, String... nodes) {
        JsonNode document = Json.read(("{\"at\":\"2026-01-01T12:00:00.000Z\",\"self\":\"10.0.0.1:25520\",\"nodes\":["
                        + List.of(nodes).stream().collect(Collectors.joining(",")) + "]}")
                .getBytes(UTF_8));
        return new ClusterTable(document).lines(columns, most);
    }
}
