package io.ovation.insights.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.MediaTypes;
import akka.util.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the console is made of, from the class path. */
final class ConsoleFiles {

    /** All of them, by name: what is not named here is not served, whatever lies beside it. */
    static final List<String> NAMES = List.of(
            "index.html",
            "console.css",
            "card.js",
            "chart.js",
            "cluster.js",
            "console.js",
            "dom.js",
            "flow-rate.js",
            "flows.js",
            "format.js",
            "growth.js",
            "health.js",
            "icons.js",
            "kind-latency.js",
            "latency-chart.js",
            "latency-section.js",
            "latency.js",
            "lists.js",
            "map.js",
            "marks.js",
            "node-details.js",
            "panel.js",
            "rows.js",
            "series.js",
            "sse-parser.js",
            "stage-times.js",
            "stream.js",
            "token-dialog.js",
            "token.js",
            "topic-comments.js",
            "topic-details.js",
            "topic-places.js",
            "topic-questions.js",
            "totals.js",
            "verdict.js",
            "way-bars.js");

    private static final Map<String, ContentType> TYPES = Map.of(
            "html", ContentTypes.TEXT_HTML_UTF8,
            "css", MediaTypes.TEXT_CSS.toContentType(HttpCharsets.UTF_8),
            "js", ContentTypes.parse("text/javascript;charset=utf-8"));

    /** As it is sent. */
    record ConsoleFile(ContentType type, ByteString content) {}

    private final Map<String, ConsoleFile> files;

    private ConsoleFiles(Map<String, ConsoleFile> files) {
        this.files = files;
    }

    /** @throws IllegalStateException if one is missing: the build has lost it */
    static ConsoleFiles load() {
        return new ConsoleFiles(
                NAMES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), ConsoleFiles::read)));
    }

    Optional<ConsoleFile> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    private static ConsoleFile read(String name) {
        try (InputStream file = ConsoleFiles.class.getResourceAsStream("/console/" + name)) {
            if (file == null) {
                throw new IllegalStateException("/console/" + name + " is not on the class path");
            }
            String ending = name.substring(name.lastIndexOf('.') + 1);
            return new ConsoleFile(TYPES.get(ending), ByteString.fromArrayUnsafe(file.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
