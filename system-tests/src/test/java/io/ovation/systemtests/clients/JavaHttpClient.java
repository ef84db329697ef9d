package io.ovation.systemtests.clients;

import io.ovation.common.sse.SseParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;

/** The JDK's own client, over TLS. */
record JavaHttpClient(SSLContext trusting) implements StreamClient {

    @Override
    public Watch watch(URI stream, Optional<String> lastEventId) {
        HttpClient client = HttpClient.newBuilder().sslContext(trusting).build();
        HttpRequest.Builder request = HttpRequest.newBuilder(stream);
        lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
        return Watch.of(watch -> {
            SseParser parser = new SseParser(watch::onEvent);
            CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request.build(), head -> {
                watch.onStatus(head.statusCode());
                return HttpResponse.BodyHandlers.ofByteArrayConsumer(
                                bytes -> bytes.ifPresent(part -> parser.feed(part, 0, part.length)))
                        .apply(head);
            });
            return () -> answer.cancel(true);
        });
    }
}
