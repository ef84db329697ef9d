package io.ovation.node.top;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.common.http.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Asks a management port for the cluster. Whoever gets no answer is told what would be right. */
final class ClusterReader {

    /** In one line. */
    static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswer(String message) {
            super(message);
        }
    }

    private static final String PATH = "/insight/cluster";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int MISDIRECTED = 421;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final String url;
    private final Optional<String> token;
    private final URI cluster;

    /** @throws IllegalArgumentException if the URL is none */
    ClusterReader(String url, Optional<String> token) {
        this.url = url;
        this.token = token;
        this.cluster = clusterOf(url);
    }

    private static URI clusterOf(String url) {
        try {
            URI base = new URI(url.replaceFirst("/+$", "") + PATH);
            if (base.getHost() != null && ("http".equals(base.getScheme()) || "https".equals(base.getScheme()))) {
                return base;
            }
        } catch (URISyntaxException e) {
            // It is refused below, like one that is not of HTTP.
        }
        throw new IllegalArgumentException(
                "--url must be that of a management port, such as http://127.0.0.1:8558, not '" + url + "'");
    }

    /** The document as it came. */
    JsonNode read() throws NoAnswer {
        HttpResponse<byte[]> answer = ask();
        switch (answer.statusCode()) {
            case OK -> {
                return parse(answer.body());
            }
            case UNAUTHORIZED ->
                throw new NoAnswer(
                        token.isEmpty()
                                ? url
                                        + " asks for the management token: set OVATION_MANAGEMENT_TOKEN as for the nodes, or"
                                        + " name a file that has it with --token-file"
                                : url + " is of a node that has another management token");
            case MISDIRECTED ->
                throw new NoAnswer(url + " does not answer for this name: use its address, or name it in"
                        + " OVATION_ALLOWED_HOSTS of the node");
            default -> throw notManagement("answers " + answer.statusCode() + " to " + PATH);
        }
    }

    private HttpResponse<byte[]> ask() throws NoAnswer {
        HttpRequest.Builder request = HttpRequest.newBuilder(cluster).timeout(PATIENCE);
        token.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new NoAnswer("nothing answers at " + url
                    + ": is a node running there? --url must be that of a node's management port, which it prints when"
                    + " it is ready");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("interrupted");
        }
    }

    private JsonNode parse(byte[] body) throws NoAnswer {
        try {
            JsonNode document = Json.read(body);
            if (document.path("nodes").isArray()) {
                return document;
            }
        } catch (ProblemException e) {
            // Some page.
        }
        throw notManagement("answers with something else to " + PATH);
    }

    private NoAnswer notManagement(String what) {
        return new NoAnswer(url + ' ' + what + ": --url must be that of a node's management port (8558 unless"
                + " OVATION_MANAGEMENT_PORT says otherwise), not of its viewers or publishers, and the node must be"
                + " of this version or a later one");
    }
}
