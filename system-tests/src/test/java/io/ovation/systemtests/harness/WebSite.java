package io.ovation.systemtests.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;

/** Somebody else's web site: one page, from an origin of its own, and what it asks its own server for. */
public final class WebSite implements AutoCloseable {

    private final HttpServer server;

    private WebSite(HttpServer server) {
        this.server = server;
    }

    public static WebSite of(String html) throws IOException {
        return of(html, name -> "");
    }

    /** @param tokens what {@code /token?NAME} answers */
    public static WebSite of(String html, UnaryOperator<String> tokens) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, html));
        server.createContext(
                "/token",
                exchange ->
                        answer(exchange, tokens.apply(exchange.getRequestURI().getQuery())));
        server.start();
        return new WebSite(server);
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + '/';
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
