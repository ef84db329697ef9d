package io.ovation.systemtests.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Somebody else's web site: one page, from an origin of its own. */
public final class WebSite implements AutoCloseable {

    private final HttpServer server;

    private WebSite(HttpServer server) {
        this.server = server;
    }

    public static WebSite of(String html) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] page = html.getBytes(UTF_8);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        return new WebSite(server);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + '/';
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
