package io.ovation.systemtests.attack.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.ovation.common.http.Json;
import io.ovation.common.sse.SseEvent;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.NodeProcess;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * Viewers of some videos, and those who comment on these at a steady rate, whatever becomes of the comments before.
 * Tells how long after it was due each viewer was shown each comment.
 */
public final class Audience implements AutoCloseable {

    private static final int VIDEOS = 10;
    private static final int VIEWERS_OF_EACH = 20;
    private static final int COMMENTS_A_SECOND = 150;

    /** Over HTTP/2 each has no more than a hundred comments on the way. */
    private static final int PUBLISHERS = 8;

    private static final Duration STRAGGLERS = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String DUE = "\"text\":\"due ";

    private final List<HttpClient> publishers;
    private final URI comments;
    private final EventStreams streams;
    private final List<Long> latencies = new ArrayList<>();
    private final AtomicInteger joined = new AtomicInteger();
    private long published;

    /** @param trusting what its members trust the node with, if it encrypts */
    public Audience(NodeProcess node, Optional<SSLContext> trusting) {
        publishers = Stream.generate(() -> client(trusting)).limit(PUBLISHERS).toList();
        comments = node.publishers().resolve("/comments");
        streams =
                new EventStreams(new InetSocketAddress(node.host(), node.ports().viewer()), trusting);
        for (String topic : topics()) {
            for (int viewer = 0; viewer < VIEWERS_OF_EACH; viewer++) {
                streams.open(topic, this::onEvent);
            }
        }
        Eventually.within(STRAGGLERS, () -> assertThat(joined).hasValue(viewers()));
    }

    private static HttpClient client(Optional<SSLContext> trusting) {
        return trusting.map(tls -> HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_2)
                        .sslContext(tls))
                .orElseGet(() -> HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1))
                .build();
    }

    public static List<String> topics() {
        return IntStream.range(0, VIDEOS)
                .mapToObj(video -> "video:" + name(video))
                .toList();
    }

    public static int viewers() {
        return VIDEOS * VIEWERS_OF_EACH;
    }

    private static String name(long video) {
        return "busy-" + video;
    }

    /**
     * One more viewer comes, and goes once it has got a snapshot.
     *
     * @return how long until then
     */
    public Duration join() {
        long begin = System.nanoTime();
        CompletableFuture<Duration> in = new CompletableFuture<>();
        Channel connection = streams.open(topics().get(0), event -> {
            if (event.name().equals("snapshot")) {
                in.complete(Duration.ofNanos(System.nanoTime() - begin));
            }
        });
        return in.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((time, failure) -> connection.close())
                .join();
    }

    /**
     * Comments for so long.
     *
     * @return how late each viewer was shown each comment
     */
    public Latencies measure(Duration time) {
        synchronized (latencies) {
            latencies.clear();
        }
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        long count = time.toMillis() * COMMENTS_A_SECOND / 1000;
        long begin = System.nanoTime();
        for (long number = 0; number < count; number++) {
            long due = begin + number * Duration.ofSeconds(1).toNanos() / COMMENTS_A_SECOND;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            answers.add(comment(due));
        }
        if (!answers.stream().allMatch(answer -> answer.join() == 202)) {
            throw new AssertionError("comments were refused");
        }
        return awaitShown(count * VIEWERS_OF_EACH);
    }

    private CompletableFuture<Integer> comment(long due) {
        HttpClient publisher = publishers.get((int) (published % PUBLISHERS));
        Map<String, String> body = Map.of("video", name(published++ % VIDEOS), "member", "ada", "text", "due " + due);
        HttpRequest request = HttpRequest.newBuilder(comments)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.write(body)))
                .build();
        return publisher.sendAsync(request, BodyHandlers.discarding()).thenApply(answer -> answer.statusCode());
    }

    private Latencies awaitShown(long count) {
        long deadline = System.nanoTime() + STRAGGLERS.toNanos();
        while (true) {
            synchronized (latencies) {
                if (latencies.size() == count) {
                    return new Latencies(latencies.stream().sorted().toList());
                }
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(latencies.size() + " comments were shown instead of " + count);
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    private void onEvent(SseEvent event) {
        if (event.name().equals("snapshot")) {
            joined.incrementAndGet();
        }
        int text = event.name().equals("comment") ? event.data().indexOf(DUE) : -1;
        if (text >= 0) {
            int digits = text + DUE.length();
            long due = Long.parseLong(event.data(), digits, event.data().indexOf('"', digits), 10);
            synchronized (latencies) {
                latencies.add(System.nanoTime() - due);
            }
        }
    }

    @Override
    public void close() {
        streams.close();
    }
}
