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
             "backend":{"likesPerSecond":40.0,"commentsPerSecond":3.0,"refusedPerSecond":null}}""";

    private static final String SILENT = """
            {"address":"[2001:db8:0:1:1:1:1:1]:25520","dataCentre":"north-west","roles":[],"status":"unreachable",
             "ageSeconds":null,"ready":null,"process":null,"frontend":null,"dispatcher":null,"backend":null}""";

    @Test
    void nodes_haveALineEach() {
        assertThat(lines(80, 24, FRONTEND, DISPATCHER, SILENT))
                .containsExactly(
                        "3 nodes, 2 up, 1 ready; seen by 10.0.0.1:25520 at 2026-01-01T12:00:00.000Z",
                        "streams 12k; joins 2.5, likes 40, comments 3, events 250, refused 0, lost 1.5 /s",
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

    @Test
    void latencies_haveALineForEachKind() {
        assertThat(withLatency("""
                        {"goals":[{"kind":"comment","p99Millis":200.0,"lossShare":null},
                          {"kind":"likes","p99Millis":500.0,"lossShare":0.001}],
                         "events":[{"kind":"likes","complete":995,"ended":9,"lost":5,"unknown":3},
                          {"kind":"typing","complete":0,"ended":9,"lost":0,"unknown":0}],
                         "deliveries":[
                          {"kind":"comment","through":"written","from":"a","to":"a","count":9,"p50Millis":8.13,"p99Millis":21.4},
                          {"kind":"comment","through":"written","from":"a","to":"b","count":9,"p50Millis":80,"p99Millis":1234},
                          {"kind":"comment","through":"received","from":"a","to":"a","count":9,"p50Millis":1,"p99Millis":1},
                          {"kind":"likes","through":"written","from":"a","to":"a","count":9,"p50Millis":8.13,"p99Millis":21.4},
                          {"kind":"likes","through":"received","from":"a","to":"a","count":1,"p50Millis":30,"p99Millis":45}]}"""))
                .containsExactly(
                        "comment    p50   80 ms, p99   1.2 s until written, - lost; goal missed; slowest a > b",
                        "likes      p50   30 ms, p99   45 ms until received, 0.50% lost; goal missed");
    }

    @Test
    void howFarBehindTheVideoAKindIsShown_hasALine_wherePlayersTell() {
        assertThat(withLatency("""
                        {"events":[{"kind":"comment","complete":9,"ended":0,"lost":0,"unknown":0},
                          {"kind":"likes","complete":9,"ended":0,"lost":0,"unknown":0}],
                         "behindVideo":[{"kind":"likes","count":7,"p50Millis":64.2,"p99Millis":2400}]}"""))
                .containsExactly(
                        "comment    p50       -, p99       - until written, 0% lost",
                        "likes      p50       -, p99       - until written, 0% lost",
                        "likes      p50   64 ms, p99   2.4 s behind the video");
    }

    @Test
    void eventsOfWhichNoneGotToAViewer_areLost() {
        assertThat(withLatency("""
                        {"events":[{"kind":"comment","complete":0,"ended":0,"lost":1,"unknown":0},
                          {"kind":"likes","complete":9999999,"ended":0,"lost":1,"unknown":0}]}"""))
                .containsExactly(
                        "comment    p50       -, p99       - until written, 100% lost",
                        "likes      p50       -, p99       - until written, <0.01% lost");
    }

    @Test
    void linesOfLatencies_leaveLessRoomForNodes() {
        String event = "{\"kind\":\"comment\",\"complete\":1,\"ended\":0,\"lost\":0,\"unknown\":0}";
        JsonNode document = document("{\"events\":[" + event + "]}", FRONTEND, FRONTEND, FRONTEND);

        assertThat(new ClusterTable(document).lines(80, 8))
                .hasSize(8)
                .last()
                .asString()
                .startsWith("10.0.0.1");
        assertThat(new ClusterTable(document).lines(80, 7)).hasSize(7).last().isEqualTo("and 2 more nodes");
    }

    private static List<String> withLatency(String latency) {
        List<String> lines = new ClusterTable(document(latency, FRONTEND)).lines(200, 24);
        return lines.subList(2, lines.indexOf(""));
    }

    private static List<String> lines(int columns, int most, String... nodes) {
        return new ClusterTable(document("null", nodes)).lines(columns, most);
    }

    private static JsonNode document(String latency, String... nodes) {
        return Json.read(("{\"at\":\"2026-01-01T12:00:00.000Z\",\"self\":\"10.0.0.1:25520\",\"latency\":" + latency
                        + ",\"nodes\":[" + List.of(nodes).stream().collect(Collectors.joining(",")) + "]}")
                .getBytes(UTF_8));
    }
}
