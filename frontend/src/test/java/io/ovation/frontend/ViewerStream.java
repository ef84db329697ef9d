package io.ovation.frontend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.common.sse.SseEvent;
import io.ovation.common.sse.SseParser;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/** A viewer that reads its stream only while a test asks it for something. */
public final class ViewerStream implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RawClient client;
    private final String head;
    private final Queue<SseEvent> events = new ArrayDeque<>();
    private final SseParser parser = new SseParser(events::add);
    private final StringBuilder text = new StringBuilder();
    private final byte[] buffer = new byte[4 * 1024];
    private final Optional<Chunks> chunks;

    private ViewerStream(RawClient client, String head) {
        this.client = client;
        this.head = head;
        this.chunks = head.contains("transfer-encoding: chunked") ? Optional.of(new Chunks()) : Optional.empty();
    }

    public static ViewerStream open(InetSocketAddress address, String request) throws IOException {
        return open(RawClient.connect(address), request);
    }

    public static ViewerStream open(RawClient client, String request) throws IOException {
        return of(client.send(request));
    }

    /** @param client that has sent its request */
    public static ViewerStream of(RawClient client) throws IOException {
        return new ViewerStream(client, client.readHead());
    }

    /** The status line and the headers. */
    public String head() {
        return head;
    }

    public SseEvent next() throws IOException {
        readUntil("an event", () -> !events.isEmpty());
        return events.remove();
    }

    /** @return the data of the next event, which must have this name */
    public JsonNode next(String name) throws IOException {
        SseEvent event = next();
        assertThat(event.name()).as(event.toString()).isEqualTo(name);
        return Json.read(event.data().getBytes(UTF_8));
    }

    /** @return the data of the next event with this name, whatever comes before it */
    public JsonNode await(String name) throws IOException {
        SseEvent event = next();
        while (!event.name().equals(name)) {
            event = next();
        }
        return Json.read(event.data().getBytes(UTF_8));
    }

    /** Past {@code open} and the snapshot of one topic. */
    public ViewerStream settled() throws IOException {
        next("open");
        next("snapshot");
        return this;
    }

    /** Reads until this has come, be it part of an event or not. */
    public void awaitText(String expected) throws IOException {
        readUntil(expected, () -> text.indexOf(expected) >= 0);
        text.setLength(0);
    }

    public long retryMillis() {
        return parser.retryMillis();
    }

    /** @return whether the server closes before it writes an event more */
    public boolean hasEnded() throws IOException {
        while (events.isEmpty()) {
            if (!readMore()) {
                return true;
            }
        }
        return false;
    }

    /** The contents of the chunks that have come; none if the stream has no chunks. */
    public List<String> chunks() {
        return chunks.map(Chunks::contents).orElse(List.of());
    }

    /** Whether the stream has come to its end, and has not been cut off. */
    public boolean isComplete() {
        return chunks.isPresent() && chunks.get().areOver();
    }

    public RawClient client() {
        return client;
    }

    /** Heartbeats keep a stream alive, so that time-outs of the socket alone would wait for ever. */
    private void readUntil(String what, BooleanSupplier condition) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || !readMore()) {
                throw new AssertionError("the stream has ended, or is silent, without " + what);
            }
        }
    }

    private boolean readMore() throws IOException {
        int length = client.read(buffer);
        if (length < 0) {
            return false;
        }
        byte[] read = Arrays.copyOf(buffer, length);
        byte[] content = chunks.isPresent() ? chunks.get().contentOf(read) : read;
        parser.feed(content, 0, content.length);
        text.append(new String(content, UTF_8));
        return true;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
