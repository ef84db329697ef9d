package io.ovation.systemtests.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.http.Json;
import io.ovation.common.sse.SseEvent;
import io.ovation.common.sse.SseParser;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.NodeProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Viewers of some videos, and somebody who comments on these at a steady rate, whatever becomes of the comments before.
 * Tells how long after it was due each viewer was shown each comment.
 */
final class Audience implements AutoCloseable {

    private static final int VIDEOS = 10;
    private static final int VIEWERS_OF_EACH = 20;
    private static final int COMMENTS_A_SECOND = 150;
    private static final Duration STRAGGLERS = Duration.ofSeconds(5);
    private static final String DUE = "\"text\":\"due ";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI comments;
    private final Selector selector = Selector.open();
    private final List<Long> latencies = new ArrayList<>();
    private final Thread reader = new Thread(this::read, "audience");
    private final AtomicInteger joined = new AtomicInteger();
    private long published;

    Audience(NodeProcess node) throws IOException {
        comments = node.publishers().resolve("/comments");
        InetSocketAddress viewers =
                new InetSocketAddress(node.host(), node.ports().viewer());
        for (String topic : topics()) {
            for (int viewer = 0; viewer < VIEWERS_OF_EACH; viewer++) {
                watch(viewers, topic);
            }
        }
        reader.setDaemon(true);
        reader.start();
        Eventually.within(STRAGGLERS, () -> assertThat(joined).hasValue(viewers()));
    }

    static List<String> topics() {
        return IntStream.range(0, VIDEOS)
                .mapToObj(video -> "video:" + name(video))
                .toList();
    }

    static int viewers() {
        return VIDEOS * VIEWERS_OF_EACH;
    }

    private static String name(long video) {
        return "busy-" + video;
    }

    private void watch(InetSocketAddress viewers, String topic) throws IOException {
        SocketChannel stream = SocketChannel.open(viewers);
        // Of version 1.0, so that there are no chunks.
        stream.write(US_ASCII.encode("GET /v1/stream?topic=" + topic + " HTTP/1.0\r\n\r\n"));
        stream.configureBlocking(false);
        stream.register(selector, SelectionKey.OP_READ, new SseParser(this::onEvent));
    }

    /**
     * Comments for so long.
     *
     * @return how late each viewer was shown each comment
     */
    Latencies measure(Duration time) {
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
        Map<String, String> body = Map.of("video", name(published++ % VIDEOS), "member", "ada", "text", "due " + due);
        HttpRequest request = HttpRequest.newBuilder(comments)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.write(body)))
                .build();
        return http.sendAsync(request, BodyHandlers.discarding()).thenApply(answer -> answer.statusCode());
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

    private void read() {
        byte[] bytes = new byte[64 * 1024];
        try {
            while (selector.isOpen()) {
                selector.select(key -> read(key, bytes));
            }
        } catch (ClosedSelectorException e) {
            // As this is.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void read(SelectionKey key, byte[] bytes) {
        try {
            int count = ((SocketChannel) key.channel()).read(ByteBuffer.wrap(bytes));
            if (count < 0) {
                throw new IOException("a viewer lost its stream");
            }
            ((SseParser) key.attachment()).feed(bytes, 0, count);
        } catch (IOException e) {
            // What it is not shown is missed.
            key.cancel();
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
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
