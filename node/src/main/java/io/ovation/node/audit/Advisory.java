package io.ovation.node.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of one vulnerability.
 *
 * @param modified when that was last changed, as ISO 8601 has it
 * @param affected versions of libraries of Maven
 * @see <a href="https://ossf.github.io/osv-schema">Open Source Vulnerability format</a>
 */
record Advisory(String id, String modified, String summary, List<Affected> affected) {

    private static final String ECOSYSTEM = "Maven";

    /** Of commits, about which versions say nothing. */
    private static final String COMMITS = "GIT";

    /** @param versions one by one, beside the ranges */
    private record Affected(String library, Set<String> versions, List<Range> ranges) {}

    /** @param events in the order of their versions */
    private record Range(List<Event> events) {

        boolean contains(MavenVersion version) {
            boolean isIn = false;
            for (Event event : events) {
                isIn = event.after(version, isIn);
            }
            return isIn;
        }
    }

    private record Event(String kind, MavenVersion version) {

        /** Whether a version is in the range, as far as the events up to this one tell. */
        boolean after(MavenVersion one, boolean wasIn) {
            int order = one.compareTo(version);
            return switch (kind) {
                case "introduced" -> wasIn || order >= 0 || version.isBeforeAll();
                case "fixed" -> wasIn && order < 0;
                case "last_affected" -> wasIn && order <= 0;
                default -> wasIn;
            };
        }
    }

    static Advisory of(JsonNode advisory) {
        List<Affected> affected = new ArrayList<>();
        for (JsonNode one : advisory.path("affected")) {
            if (one.path("package").path("ecosystem").asText().equals(ECOSYSTEM)) {
                affected.add(affected(one));
            }
        }
        return new Advisory(
                advisory.path("id").asText(),
                advisory.path("modified").asText(),
                advisory.path("summary").asText(),
                affected);
    }

    private static Affected affected(JsonNode affected) {
        return new Affected(
                affected.path("package").path("name").asText(),
                affected.path("versions").valueStream().map(JsonNode::asText).collect(Collectors.toSet()),
                affected.path("ranges")
                        .valueStream()
                        .filter(range -> !range.path("type").asText().equals(COMMITS))
                        .map(Advisory::range)
                        .toList());
    }

    private static Range range(JsonNode range) {
        return new Range(range.path("events")
                .valueStream()
                .flatMap(JsonNode::propertyStream)
                .map(event -> new Event(
                        event.getKey(), MavenVersion.parse(event.getValue().asText())))
                .sorted(Comparator.comparing(Event::version))
                .toList());
    }

    boolean isAbout(Library library) {
        MavenVersion version = MavenVersion.parse(library.version());
        return affected.stream()
                .filter(one -> one.library().equals(library.name()))
                .anyMatch(one -> one.versions().contains(library.version())
                        || one.ranges().stream().anyMatch(range -> range.contains(version)));
    }
}
