package io.ovation.systemtests.harness;

import java.net.URI;

/**
 * A real nginx before a node, which keeps an answer back until it has much of it, whatever the node asks for. It speaks
 * HTTP/1.0 to the node, as nginx does by default: what comes in chunks it would pass on at once.
 */
public final class BufferingProxy implements AutoCloseable {

    private static final String SERVER = """
            server {
              listen 127.0.0.1:%d;
              location / {
                proxy_pass %s;
                proxy_http_version 1.0;
                proxy_ignore_headers X-Accel-Buffering;
                proxy_buffering on;
                proxy_buffer_size 256k;
                proxy_buffers 8 256k;
                proxy_busy_buffers_size 512k;
              }
            }
            """;

    private final int port;
    private final ProxyProcess nginx;

    private BufferingProxy(int port, ProxyProcess nginx) {
        this.port = port;
        this.nginx = nginx;
    }

    /** Skips the caller's tests, and says why, where there is no nginx; fails them in CI. */
    public static BufferingProxy startOrSkip(URI upstream) {
        int port = ProxyProcess.freePort();
        return new BufferingProxy(port, ProxyProcess.nginx(SERVER.formatted(port, upstream), port));
    }

    public URI url() {
        return ProxyProcess.url(port);
    }

    @Override
    public void close() {
        nginx.close();
    }
}
