package io.ovation.systemtests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Ports;
import io.ovation.systemtests.harness.ProcessLog;
import io.ovation.systemtests.harness.ProxyProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A proxy as {@code config/} sets it up, but for addresses: all nodes are one, and it listens on loopback. */
final class DocumentedProxy implements AutoCloseable {

    private static final Pattern VIEWERS = Pattern.compile("frontend-[12]:8080");
    private static final Pattern PUBLISHERS = Pattern.compile("likes-backend-[12]:8081");

    private final int viewers = ProxyProcess.freePort();
    private final int publishers = ProxyProcess.freePort();
    private final Ports node;
    private final ProxyProcess process;

    private DocumentedProxy(NodeProcess node, Start start) throws IOException {
        this.node = node.ports();
        this.process = start.with(this);
    }

    static DocumentedProxy nginx(NodeProcess node) throws IOException {
        return new DocumentedProxy(
                node,
                proxy -> ProxyProcess.nginx(proxy.rewritten("nginx.cfg", "listen "), proxy.viewers, proxy.publishers));
    }

    /** It tells of each health check, and needs no more file descriptors than there are. */
    static DocumentedProxy haproxy(NodeProcess node) throws IOException {
        return haproxy(node, Function.identity());
    }

    /** With the shortest check there is: HAProxy asks in HTTP/1.0 then, and names no Host. */
    static DocumentedProxy haproxyWithPlainChecks(NodeProcess node) throws IOException {
        String documented = """
                    option httpchk
                    http-check send meth GET uri /ready ver HTTP/1.1 hdr Host ovation
                """;
        return haproxy(node, configuration -> replaced(configuration, documented, "    option httpchk GET /ready\n"));
    }

    /**
     * That names its clients by the PROXY protocol, and not in a header.
     *
     * @param address from which it connects to the node
     */
    static DocumentedProxy haproxyWithProxyProtocol(NodeProcess node, String address) throws IOException {
        return haproxy(
                node,
                configuration -> replaced(
                        replaced(configuration, "    http-request set-header X-Forwarded-For %[src]\n", ""),
                        "default-server check",
                        "default-server send-proxy-v2 source " + address + " check"));
    }

    private static DocumentedProxy haproxy(NodeProcess node, Function<String, String> change) throws IOException {
        return new DocumentedProxy(node, proxy -> {
            String configuration = replaced(proxy.rewritten("haproxy.cfg", "bind :"), "maxconn 100000", "maxconn 1000");
            configuration = replaced(configuration, "check port 8558", "check port " + proxy.node.management());
            configuration = replaced(configuration, "option dontlognull", "option log-health-checks");
            return ProxyProcess.haproxy(change.apply(configuration), proxy.viewers, proxy.publishers);
        });
    }

    URI viewers() {
        return ProxyProcess.url(viewers);
    }

    URI publishers() {
        return ProxyProcess.url(publishers);
    }

    ProcessLog log() {
        return process.log();
    }

    private String rewritten(String file, String listen) throws IOException {
        String documented = Files.readString(Path.of("..", "config", file));
        String keyword = listen.replace(":", "");
        String local = replaced(documented, listen + "8080", keyword + "127.0.0.1:" + viewers);
        local = replaced(local, listen + "8081", keyword + "127.0.0.1:" + publishers);
        local = VIEWERS.matcher(local).replaceAll("127.0.0.1:" + node.viewer());
        return PUBLISHERS.matcher(local).replaceAll("127.0.0.1:" + node.publish());
    }

    private static String replaced(String text, String documented, String local) {
        assertThat(text).contains(documented);
        return text.replace(documented, local);
    }

    @Override
    public void close() {
        process.close();
    }

    /** One of the proxies that there is a file for. */
    interface Kind {
        DocumentedProxy before(NodeProcess node) throws IOException;
    }

    private interface Start {
        ProxyProcess with(DocumentedProxy proxy) throws IOException;
    }
}
