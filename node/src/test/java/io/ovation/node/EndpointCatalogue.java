package io.ovation.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The endpoints that docs/protocol.md and the code have. */
final class EndpointCatalogue {

    private static final String PROTOCOL = "docs/protocol.md";

    private EndpointCatalogue() {}

    /** Of the table that says what each needs. */
    static Set<String> withDocumentedRights() throws IOException {
        Set<String> endpoints = new TreeSet<>();
        for (String row : section("## Access", "## Viewers").lines().toList()) {
            if (row.matches("\\| `(GET|POST|PUT|PATCH|DELETE) /.*")) {
                String method = "";
                for (MatchResult each : Pattern.compile("`(?:([A-Z]+) )?(/[^`]*)`")
                        .matcher(row.split("(?<!\\\\)\\|", -1)[1])
                        .results()
                        .toList()) {
                    method = each.group(1) == null ? method : each.group(1);
                    endpoints.add(method + ' ' + each.group(2));
                }
            }
        }
        return endpoints;
    }

    /** Of the headings and the table that describe them. */
    static Set<String> documented() throws IOException {
        Set<String> endpoints = Pattern.compile("(?m)^(?:### |\\| )`([A-Z]+ /[^`?\\[]*)")
                .matcher(section("## Viewers", "## Presence"))
                .results()
                .map(each -> each.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(endpoints).hasSizeGreaterThan(10);
        return endpoints;
    }

    private static String section(String from, String to) throws IOException {
        String text = read(PROTOCOL);
        return text.substring(text.indexOf("\n" + from), text.indexOf("\n" + to));
    }

    /** Without the names of what is in them. */
    static Set<String> pathsInCode() throws IOException {
        Set<String> paths = viewersPaths();
        paths.addAll(publishersPaths());
        return paths;
    }

    private static Set<String> viewersPaths() throws IOException {
        return Pattern.compile("\"(/v1/[^\"]*)\"")
                .matcher(read("frontend/src/main/java/io/ovation/frontend/edge/http/ViewerRoutes.java"))
                .results()
                .map(path -> path.group(1).replace("([^/]+)", "{}"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> publishersPaths() throws IOException {
        return Pattern.compile("\\bpath\\((.*?), (?:this::|\\(\\) ->)")
                .matcher(read("likes-backend/src/main/java/io/ovation/likes/http/PublisherApi.java"))
                .results()
                .map(path -> Pattern.compile("\"(\\w+)\"|segment\\(\\)")
                        .matcher(path.group(1))
                        .results()
                        .map(part -> '/' + Optional.ofNullable(part.group(1)).orElse("{}"))
                        .collect(Collectors.joining()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static String withoutNames(String path) {
        return path.replaceAll("\\{[a-z]+}", "{}");
    }

    private static String read(String name) throws IOException {
        return Files.readString(Path.of("..").resolve(name));
    }
}
