package io.ovation.node.local.state;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Asks nodes whether they are ready. */
public final class Readiness {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** Asks all of them at once. */
    public Map<StartedNode, Boolean> of(List<StartedNode> nodes) {
        Map<StartedNode, CompletableFuture<Boolean>> answers = new LinkedHashMap<>();
        nodes.forEach(node -> answers.put(node, ask(node)));
        Map<StartedNode, Boolean> ready = new LinkedHashMap<>();
        answers.forEach((node, answer) -> ready.put(node, answer.join()));
        return ready;
    }

    private CompletableFuture<Boolean> ask(StartedNode node) {
        URI url = URI.create("http://" + node.host() + ':' + node.ports().management() + "/ready");
        HttpRequest request = HttpRequest.newBuilder(url).timeout(PATIENCE).build();
        return client.sendAsync(request, BodyHandlers.discarding())
                .handle((response, failure) -> failure == null && response.statusCode() == OK);
    }
}
