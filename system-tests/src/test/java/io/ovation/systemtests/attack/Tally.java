package io.ovation.systemtests.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of an attack.
 *
 * @param connections that were made
 * @param closed those of them that the node closed, or would not take
 * @param answers how many, by what they say
 */
record Tally(int connections, int closed, SortedMap<String, Integer> answers) {

    private static final String CONNECTIONS = "connections";
    private static final String CLOSED = "closed";
    private static final String ANSWERS = "answers";

    String toLine() {
        return new String(Json.write(toMap()), UTF_8);
    }

    private Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(CONNECTIONS, connections);
        map.put(CLOSED, closed);
        map.put(ANSWERS, answers);
        return map;
    }

    static Tally from(String line) {
        JsonNode json = Json.read(line.getBytes(UTF_8));
        SortedMap<String, Integer> answers = new TreeMap<>();
        json.path(ANSWERS)
                .properties()
                .forEach(
                        answer -> answers.put(answer.getKey(), answer.getValue().asInt()));
        return new Tally(json.path(CONNECTIONS).asInt(), json.path(CLOSED).asInt(), answers);
    }
}
