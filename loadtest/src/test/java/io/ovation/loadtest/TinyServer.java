package io.ovation.loadtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.ovation.common.http.Json;
import io.ovation.common.http.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** The public interfaces in small: real HTTP and SSE, one JVM, and whatever mischief a test asks for. */
public final class TinyServer implements AutoCloseable {

    /** What the server does wrong. */
    public enum Mischief {
        NONE,
        /** Every tenth comment does not reach the first viewer. */
        LOSE,
        /** Every tenth comment reaches the first viewer twice. */
        DUPLICATE,
        /** Every tenth comment is accepted at once, and delivered behind the next one. */
        REORDER,
        /** Every tenth comment is refused. */
        REFUSE,
        /** Chunks end in the middle of events. */
        CUT_CHUNKS,
        /** The tenth comment ends the stream of the first viewer. */
        DISCONNECT,
        /** No stream is given to anybody. */
        TURN_AWAY
    }

    /** A request to publish, as it came. */
    public record Posted(String path, JsonNode body) {}

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int BACKLOG = 100;

    private final Mischief mischief;
    private final String scheme;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<HttpExchange> streams = new ArrayList<>();
    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    private final List<String> streamQueries = new CopyOnWriteArrayList<>();
    private String heldBack = "";
    private int comments;

    public TinyServer(Mischief mischief) throws IOException {
        this(mischief, "http", HttpServer.create(ANY_PORT, BACKLOG));
    }

    private TinyServer(Mischief mischief, String scheme, HttpServer server) {
        this.mischief = mischief;
        this.scheme = scheme;
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/v1/stream", this::openStream);
        server.createContext("/comments", this::comment);
        server.createContext("/likes", this::accept);
        server.createContext("/typing", this::accept);
        server.createContext("/v1/receipts", this::tellTime);
        server.start();
    }

    /** One that does its work, over TLS. */
    public static TinyServer secured(SSLContext certificate) throws IOException {
        HttpsServer server = HttpsServer.create(ANY_PORT, BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate));
        return new TinyServer(Mischief.NONE, "https", server);
    }

    public URI url() {
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Posted> posted(String path) {
        return posted.stream().filter(post -> post.path().equals(path)).toList();
    }

    public List<String> streamQueries() {
        return streamQueries;
    }

    /** Ends every stream, as a frontend does that goes away. */
    public synchronized void endStreams() {
        streams.forEach(HttpExchange::close);
        streams.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private synchronized void openStream(HttpExchange exchange) throws IOException {
        streamQueries.add(exchange.getRequestURI().getQuery());
        if (mischief == Mischief.TURN_AWAY) {
            answer(exchange, 503, Problem.unavailable("too many streams").toJson());
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        send(exchange, "event: open\ndata: {\"connection\":\"c\"}\n\n");
        streams.add(exchange);
    }

    private synchronized void comment(HttpExchange exchange) throws IOException {
        JsonNode body = remember(exchange);
        boolean odd = ++comments % 10 == 0;
        if (odd && mischief == Mischief.REFUSE) {
            answer(exchange, 503, Problem.unavailable("the queue is full").toJson());
            return;
        }
        Map<String, Object> data = new LinkedHashMap<>(Map.of("text", body.get("text"), "at", Instant.now()));
        if (comments % 5 == 0) {
            data.put("trace", "00000000000000ff");
        }
        publish("event: comment\ndata: " + Json.read(Json.write(data)) + "\n\n", odd);
        answer(exchange, 202, Json.write(Map.of("id", comments)));
    }

    private void publish(String event, boolean odd) throws IOException {
        if (odd && mischief == Mischief.REORDER) {
            heldBack = event;
            return;
        }
        if (odd && mischief == Mischief.DISCONNECT) {
            streams.remove(0).close();
        }
        for (HttpExchange stream : streams) {
            boolean first = stream == streams.get(0);
            int copies = odd && first && mischief == Mischief.LOSE ? 0 : 1;
            copies += odd && first && mischief == Mischief.DUPLICATE ? 1 : 0;
            send(stream, (event + heldBack).repeat(copies));
        }
        heldBack = "";
    }

    private void accept(HttpExchange exchange) throws IOException {
        remember(exchange);
        answer(exchange, 202, new byte[0]);
    }

    private void tellTime(HttpExchange exchange) throws IOException {
        remember(exchange);
        answer(exchange, 200, Json.write(Map.of("now", System.currentTimeMillis())));
    }

    private JsonNode remember(HttpExchange exchange) throws IOException {
        JsonNode body = Json.read(exchange.getRequestBody().readAllBytes());
        posted.add(new Posted(exchange.getRequestURI().getPath(), body));
        return body;
    }

    /** What is flushed is one chunk. */
    private void send(HttpExchange stream, String events) throws IOException {
        byte[] bytes = events.getBytes(UTF_8);
        int cut = mischief == Mischief.CUT_CHUNKS ? bytes.length / 2 : 0;
        OutputStream out = stream.getResponseBody();
        if (cut > 0) {
            out.write(bytes, 0, cut);
            out.flush();
        }
        out.write(bytes, cut, bytes.length - cut);
        out.flush();
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
