package io.ovation.edge.http2;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.function.Function;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.netty.handler.codec.http.HttpMethod;
import io.ovation.edge.PortSettings;
import io.ovation.edge.ServiceSettings;
import io.ovation.edge.route.RoutePort;
import io.ovation.edge.tls.TestCertificate;
import io.ovation.edge.tls.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** A port of its own that speaks HTTP over TLS, and those who trust it. */
final class TlsPort implements AutoCloseable {

    static final int MOST_BYTES_OF_BODY = 10_000;

    private static final int PATIENCE_SECONDS = 20;

    private final ActorTestKit testKit;
    private final RoutePort port;
    private final SSLContext trusting;

    private TlsPort(ActorTestKit testKit, RoutePort port, SSLContext trusting) {
        this.testKit = testKit;
        this.port = port;
        this.trusting = trusting;
    }

    /** @param directory in which its certificate gets a directory of its own, since a port follows changes of the files */
    static TlsPort open(Path directory, String settings, Function<HttpRequest, CompletionStage<HttpResponse>> routes)
            throws Exception {
        TestCertificate certificate = TestCertificate.create();
        TlsSettings files = certificate.write(Files.createTempDirectory(directory, "port"));
        Config config = ConfigFactory.parseMap(Map.of(
                        "ovation.edge.tls.certificate", files.certificate().toString(),
                        "ovation.edge.tls.key", files.key().toString()))
                .withFallback(ConfigFactory.parseString(settings))
                .withFallback(ConfigFactory.load());
        ActorTestKit testKit = ActorTestKit.create(config);
        PortSettings port = new PortSettings(
                "h2",
                "test.port",
                "127.0.0.1",
                0,
                1_000,
                MOST_BYTES_OF_BODY,
                Optional.empty(),
                Optional.empty(),
                ServiceSettings.from(config).connections());
        List<HttpMethod> methods = List.of(HttpMethod.GET, HttpMethod.POST);
        return new TlsPort(
                testKit,
                RoutePort.bind(testKit.system(), port, Duration.ofSeconds(10), methods, -1, routes)
                        .toCompletableFuture()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS),
                certificate.trusting());
    }

    RoutePort port() {
        return port;
    }

    URI uri(String path) {
        return URI.create("https://127.0.0.1:" + port.address().getPort() + path);
    }

    HttpClient client() {
        return HttpClient.newBuilder()
                .sslContext(trusting)
                .connectTimeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .build();
    }

    FrameClient connect() throws IOException {
        return FrameClient.connect(trusting, port.address());
    }

    FrameClient connectSilently() throws IOException {
        return FrameClient.open(trusting, port.address());
    }

    @Override
    public void close() {
        testKit.shutdownTestKit();
    }
}
