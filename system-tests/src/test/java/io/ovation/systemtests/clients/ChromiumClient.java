package io.ovation.systemtests.clients;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ovation.systemtests.harness.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Chromium's own EventSource, in a page of another origin that tells its server what it sees. */
final class ChromiumClient implements StreamClient {

    private static final Path PAGE = Path.of("clients", "eventsource.html");

    private final Browser browser;

    ChromiumClient(Browser browser) {
        this.browser = browser;
    }

    /** The id goes into the URL, since a page cannot set the header. */
    @Override
    public Watch watch(URI stream, Optional<String> lastEventId) {
        String url = stream + lastEventId.map(id -> "&lastEventId=" + id).orElse("");
        return Watch.of(watch -> {
            HttpServer server = serve(watch);
            browser.visit("http://127.0.0.1:" + server.getAddress().getPort() + "/?stream=" + encode(url, UTF_8));
            return () -> {
                browser.visit("about:blank");
                server.stop(0);
            };
        });
    }

    private static HttpServer serve(Watch watch) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> answer(exchange, Files.readAllBytes(PAGE)));
            server.createContext("/shown", exchange -> {
                ScriptClient.onLine(watch, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                answer(exchange, new byte[0]);
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange, byte[] content) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
        exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }
}
