package io.ovation.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CurrentCertificateTest {

    @TempDir
    private Path directory;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @BeforeEach
    void collect() {
        Metrics.addRegistry(metrics);
    }

    @AfterEach
    void stop() {
        Metrics.removeRegistry(metrics);
    }

    @ParameterizedTest
    @EnumSource
    void changedFiles_areShownToThoseWhoComeThen(TlsProvider provider) throws Exception {
        TestCertificate first = TestCertificate.create();
        CurrentCertificate current = new CurrentCertificate("changed", first.write(directory), provider);
        assertThat(shownTo(first, current)).isEqualTo(first.certificate());

        TestCertificate second = TestCertificate.create();
        second.write(directory);
        assertThat(shownTo(first, current)).isEqualTo(first.certificate());
        current.look();

        assertThat(shownTo(second, current)).isEqualTo(second.certificate());
        current.close();
    }

    @Test
    void filesThatDoNotMatch_leaveWhatIsShown_andAreToldOnce() throws Exception {
        TestCertificate first = TestCertificate.create();
        TlsSettings files = first.write(directory);
        CurrentCertificate current = new CurrentCertificate("unmatched", files, TlsProvider.best());

        Files.writeString(files.key(), TestCertificate.create().bundle().getPrivateKeyPEM());
        current.look();
        assertThat(refusals("unmatched")).isZero();
        current.look();
        current.look();

        assertThat(refusals("unmatched")).isEqualTo(1);
        assertThat(shownTo(first, current)).isEqualTo(first.certificate());
        current.close();
    }

    @Test
    void filesThatHaveGone_leaveWhatIsShown() throws Exception {
        TestCertificate first = TestCertificate.create();
        TlsSettings files = first.write(directory);
        CurrentCertificate current = new CurrentCertificate("gone", files, TlsProvider.best());

        Files.delete(files.certificate());
        current.look();
        current.look();

        assertThat(refusals("gone")).isEqualTo(1);
        assertThat(shownTo(first, current)).isEqualTo(first.certificate());
        current.close();
    }

    @Test
    void expiry_isThatOfTheCertificateWhichIsShown() throws Exception {
        TestCertificate certificate = TestCertificate.create();
        CurrentCertificate current =
                new CurrentCertificate("expiring", certificate.write(directory), TlsProvider.best());

        Gauge expiry = metrics.get("ovation.edge.tls.certificate.expires")
                .tag("port", "expiring")
                .gauge();
        assertThat(expiry.value()).isEqualTo((double)
                certificate.certificate().getNotAfter().toInstant().getEpochSecond());
        current.close();
    }

    private double refusals(String port) {
        return metrics.get("ovation.edge.tls.reloads")
                .tag("port", port)
                .tag("result", "refused")
                .counter()
                .count();
    }

    /** Passes on what each has to say until both are content. */
    private static Certificate shownTo(TestCertificate trusted, CurrentCertificate current) throws Exception {
        SSLEngine engine = trusted.trusting().createSSLEngine("localhost", 443);
        engine.setUseClientMode(true);
        EmbeddedChannel client = new EmbeddedChannel(new SslHandler(engine));
        EmbeddedChannel server = new EmbeddedChannel(current.newHandler(ByteBufAllocator.DEFAULT));
        SslHandler handshake = client.pipeline().get(SslHandler.class);
        while (!handshake.handshakeFuture().isDone()
                || !server.pipeline().get(SslHandler.class).handshakeFuture().isDone()) {
            pass(client, server);
            pass(server, client);
        }
        assertThat(handshake.handshakeFuture().cause()).isNull();
        Certificate shown = engine.getSession().getPeerCertificates()[0];
        client.finishAndReleaseAll();
        server.finishAndReleaseAll();
        return shown;
    }

    private static void pass(EmbeddedChannel from, EmbeddedChannel to) {
        from.runPendingTasks();
        for (ByteBuf bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
            to.writeInbound(bytes);
        }
    }
}
