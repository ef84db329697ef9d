package io.ovation.node;

import static java.net.http.HttpResponse.BodyHandlers.discarding;
import static java.net.http.HttpResponse.BodyHandlers.ofLines;

import io.ovation.access.AccessSettings;
import io.ovation.access.rights.Rights;
import io.ovation.access.rights.Role;
import io.ovation.access.rights.TopicPattern;
import io.ovation.access.token.TokenMaker;
import io.ovation.edge.tls.TlsSettings;
import io.ovation.node.listening.OwnCertificate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Walks the main path of a node that has all of it, through its own doors, so that the first real viewer does not wait
 * for classes to load. Leaves nothing behind: typing is not stored, and the like it sends is one that is refused.
 */
final class WarmUp {

    private static final String TOPIC = "ovation-warm-up";
    private static final int ROUNDS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client;
    private final String viewers;
    private final String publishers;
    private final Optional<String> token;

    private WarmUp(HttpClient client, String viewers, String publishers, Optional<String> token) {
        this.client = client;
        this.viewers = viewers;
        this.publishers = publishers;
        this.token = token;
    }

    /** @return when it is over, whether or not it succeeded: a node that is cold is better than none */
    static CompletionStage<Void> of(Node node) {
        if (node.viewerUrl().isEmpty() || node.publishUrl().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        WarmUp warmUp = new WarmUp(
                client(node.roles().tls()),
                node.viewerUrl().orElseThrow(),
                node.publishUrl().orElseThrow(),
                node.roles().access().flatMap(WarmUp::token));
        return CompletableFuture.runAsync(warmUp::run)
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .handle((done, failure) -> null);
    }

    private static HttpClient client(Optional<TlsSettings> tls) {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE);
        tls.ifPresent(own -> client.sslContext(trusting(own)));
        return client.build();
    }

    private static SSLContext trusting(TlsSettings own) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new OwnCertificate(own)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where there is a secret it makes itself a token; where there is an issuer alone it is refused and stays cold. */
    private static Optional<String> token(AccessSettings access) {
        Rights rights = new Rights(
                List.of(TopicPattern.parse("video:" + TOPIC), TopicPattern.parse("conversation:" + TOPIC)),
                List.of(TopicPattern.parse("video:" + TOPIC), TopicPattern.parse("conversation:" + TOPIC)),
                Role.SERVICE);
        return TokenMaker.of(access.tokens())
                .map(maker -> maker.make(TOPIC, rights, Instant.now(), Duration.ofMinutes(1)));
    }

    private void run() {
        try (Stream<String> lines = send(get(viewers + "/v1/stream?topic=conversation:" + TOPIC), ofLines())) {
            Iterator<String> stream = lines.iterator();
            skipTo("event: snapshot", stream);
            for (int round = 0; round < ROUNDS; round++) {
                send(
                        post("/typing", "{\"conversation\":\"" + TOPIC + "\",\"member\":\"" + round + "\"}"),
                        discarding());
                send(post("/likes", "{\"video\":\"" + TOPIC + "\",\"reaction\":\"none\"}"), discarding());
                send(get(publishers + "/videos/" + TOPIC), discarding());
            }
            skipTo("event: typing", stream);
        }
    }

    private static void skipTo(String line, Iterator<String> stream) {
        while (!stream.next().equals(line)) {
            // What comes before does not matter.
        }
    }

    private <T> T send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        return client.sendAsync(request, body).join().body();
    }

    private HttpRequest post(String path, String body) {
        return request(publishers + path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest get(String url) {
        return request(url).build();
    }

    private HttpRequest.Builder request(String url) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
        token.ifPresent(known -> request.header("Authorization", "Bearer " + known));
        return request;
    }
}
