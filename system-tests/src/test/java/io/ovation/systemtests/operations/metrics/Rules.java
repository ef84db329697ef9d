package io.ovation.systemtests.operations.metrics;

import static io.ovation.systemtests.operations.Project.each;
import static io.ovation.systemtests.operations.Project.texts;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.systemtests.operations.Project;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What deploy/prometheus tells Prometheus to record and to warn of. */
final class Rules {

    static final String DIRECTORY = "deploy/prometheus/";
    static final String CONFIGURATION = DIRECTORY + "prometheus.yml";

    private static final Pattern SERIES =
            Pattern.compile("\\b((?:ovation|jvm|process|system)[_:][\\w:]+|up\\b)\\s*(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /** What an expression reads: a metric, and the labels that it has to have. */
    record Reading(String metric, Map<String, String> labels) {

        /** Of the labels those with which a meter is registered; others are of Prometheus or a JVM. */
        Map<String, String> ownLabels() {
            Map<String, String> own = new TreeMap<>(labels);
            own.keySet().retainAll(List.of("reason", "operation", "outcome", "kind", "buffers", "result"));
            return own;
        }
    }

    private Rules() {}

    /** The names of the files, as Prometheus is told. */
    static List<String> files() {
        return texts(Project.yaml(CONFIGURATION).get(0).path("rule_files")).stream()
                .map(DIRECTORY::concat)
                .toList();
    }

    /** The unit tests of the rules. */
    static List<String> testFiles() {
        return files().stream().map(file -> file.replace(".yml", "_test.yml")).toList();
    }

    static List<JsonNode> alerts() {
        return all().filter(rule -> rule.has("alert")).toList();
    }

    /** The names under which Prometheus records. */
    static List<String> recorded() {
        return all().filter(rule -> rule.has("record"))
                .map(rule -> rule.path("record").asText())
                .toList();
    }

    static Stream<JsonNode> all() {
        return files().stream()
                .flatMap(file -> each(Project.yaml(file).get(0).path("groups")))
                .flatMap(group -> each(group.path("rules")));
    }

    static List<Reading> readings() {
        return all().flatMap(rule -> readings(rule.path("expr").asText()))
                .distinct()
                .toList();
    }

    static Stream<Reading> readings(String expression) {
        return SERIES.matcher(expression).results().map(Rules::reading);
    }

    private static Reading reading(MatchResult found) {
        Map<String, String> labels = new TreeMap<>();
        if (found.group(2) != null) {
            Matcher label = LABEL.matcher(found.group(2));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        return new Reading(found.group(1), labels);
    }
}
