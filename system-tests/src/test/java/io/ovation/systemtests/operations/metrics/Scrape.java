package io.ovation.systemtests.operations.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node shows on {@code /metrics}, in the text format of Prometheus.
 *
 * @param types of metrics, by their names
 */
record Scrape(Map<String, String> types, List<Series> series) {

    private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");
    private static final Pattern SERIES = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Those that the parts of histograms and summaries have by themselves. */
    private static final List<String> OF_PARTS = List.of("le", "quantile");

    /** @param metric what it is a part of, if it is a part of a histogram or summary */
    record Series(String metric, String name, Map<String, String> labels, double value) {}

    static Scrape parse(String text) {
        Map<String, String> types = new TreeMap<>();
        List<Series> series = new ArrayList<>();
        text.lines().forEach(line -> {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SERIES.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (!line.startsWith("#") && !line.isBlank()) {
                if (!sample.matches()) {
                    throw new AssertionError("not in the format of Prometheus: " + line);
                }
                series.add(new Series(
                        metric(sample.group(1), types),
                        sample.group(1),
                        labels(sample.group(2)),
                        Double.parseDouble(sample.group(3).replace("Inf", "Infinity"))));
            }
        });
        return new Scrape(types, series);
    }

    /** Of all series of that name together. */
    double value(String name) {
        return series.stream()
                .filter(one -> one.name().equals(name))
                .mapToDouble(Series::value)
                .sum();
    }

    /** How many series have that name. */
    long count(String name) {
        return series.stream().filter(one -> one.name().equals(name)).count();
    }

    private static String metric(String name, Map<String, String> types) {
        String base = name.replaceFirst("_(bucket|count|sum)$", "");
        return types.containsKey(name) ? name : base;
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        if (text != null) {
            LABEL.matcher(text).results().forEach((MatchResult found) -> labels.put(found.group(1), found.group(2)));
        }
        OF_PARTS.forEach(labels::remove);
        return labels;
    }
}
