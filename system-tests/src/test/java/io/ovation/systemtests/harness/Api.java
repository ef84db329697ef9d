package io.ovation.systemtests.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Plain HTTP to one port of a node, for whoever publishes or operates. */
public final class Api {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An answer. */
    public record Answer(int status, String text) {

        public JsonNode json() {
            return Json.read(text.getBytes(UTF_8));
        }
    }

    private final URI base;
    private final Optional<String> token;

    public Api(URI base) {
        this(base, Optional.empty());
    }

    /** @param token to be shown with each request */
    public Api(URI base, String token) {
        this(base, Optional.of(token));
    }

    private Api(URI base, Optional<String> token) {
        this.base = base;
        this.token = token;
    }

    public Answer get(String path) throws IOException {
        return send(request(path).build());
    }

    /** @param body of JSON */
    public Answer post(String path, Object body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.write(body)))
                .build());
    }

    public Answer delete(String path) throws IOException {
        return send(request(path).DELETE().build());
    }

    /** @throws AssertionError unless it is accepted */
    public void retract(String comment) throws IOException {
        accepted(delete("/comments/" + comment));
    }

    /** @throws AssertionError unless it is accepted */
    public void like(String video, String reaction) throws IOException {
        accepted(post("/likes", Map.of("video", video, "reaction", reaction)));
    }

    /** @return the comment's id */
    public String comment(String video, String member, String text) throws IOException {
        return accepted(post("/comments", Map.of("video", video, "member", member, "text", text)))
                .json()
                .path("id")
                .asText();
    }

    public void typing(String video, String member) throws IOException {
        accepted(post("/typing", Map.of("video", video, "member", member)));
    }

    /** What {@code GET /videos/{video}} tells. */
    public JsonNode video(String video) throws IOException {
        return get("/videos/" + video).json();
    }

    /** A gauge or counter without labels, as {@code GET /metrics} tells. */
    public Optional<Double> metric(String name) throws IOException {
        return get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name + ' '))
                .findFirst()
                .map(line -> Double.parseDouble(line.substring(name.length() + 1)));
    }

    /** The sum over all series of a metric whose labels contain each of these, as {@code kind="comment"}. */
    public double sum(String name, String... labels) throws IOException {
        return get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name + '{'))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    public Answer put(String path, Object body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(Json.write(body)))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        token.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
        return request;
    }

    private static Answer accepted(Answer answer) {
        if (answer.status() != 202) {
            throw new AssertionError("refused with " + answer.status() + ": " + answer.text());
        }
        return answer;
    }

    private static Answer send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
