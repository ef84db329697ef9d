package io.ovation.edge.tls;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.nio.channels.ClosedChannelException;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that a port shows to those who connect. Its files are looked at every now and then: what has changed and
 * is usable is shown from then on, and connections that are there keep what they were shown.
 */
public final class CurrentCertificate {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentCertificate.class);

    /** The part of its period by which a node looks earlier or later than others that were started with it. */
    private static final double JITTER = 0.2;

    /** How long a client has to take the notice that its connection ends. */
    private static final int CLOSE_NOTIFY_MILLIS = 1_000;

    private final String port;
    private final TlsSettings settings;
    private final TlsProvider provider;
    private final SharedContext context;
    private final Counter taken;
    private final Counter refused;
    private volatile Instant expires;
    private CertificateFiles shown;

    /** Why what the last look found was of no use; empty if it was. */
    private String objection = "";

    private boolean isObjectionTold;

    /**
     * @param port its name
     * @throws IllegalStateException in one line if the files are not usable
     */
    CurrentCertificate(String port, TlsSettings settings, TlsProvider provider) {
        this.port = port;
        this.settings = settings;
        this.provider = provider;
        this.taken = Metrics.counter("ovation.edge.tls.reloads", "port", port, "result", "taken");
        this.refused = Metrics.counter("ovation.edge.tls.reloads", "port", port, "result", "refused");
        this.shown = CertificateFiles.read(settings);
        CertifiedKey certified = shown.parse();
        this.context = new SharedContext(provider.contextFor(certified));
        this.expires = certified.expires();
        Gauge.builder("ovation.edge.tls.certificate.expires", this, current -> current.expires.getEpochSecond())
                .description("When the certificate expires, in seconds since 1970")
                .baseUnit("seconds")
                .tag("port", port)
                .register(Metrics.globalRegistry);
    }

    /**
     * @param port its name
     * @param timer says when to look at the files; another thread reads them
     * @param end of the port
     * @throws IllegalStateException in one line if the files are not usable
     */
    public static CurrentCertificate open(String port, TlsSettings settings, EventLoop timer, Future<?> end) {
        CurrentCertificate certificate = new CurrentCertificate(port, settings, TlsProvider.best());
        LOG.info("{}: TLS by {}, with a certificate until {}", port, certificate.provider, certificate.expires);
        Executor reader = ForkJoinPool.commonPool();
        long period = (long)
                (settings.readEvery().toNanos() * ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER));
        Future<?> looking = timer.scheduleWithFixedDelay(
                () -> reader.execute(certificate::look), period, period, TimeUnit.NANOSECONDS);
        end.addListener(over -> {
            looking.cancel(false);
            certificate.close();
        });
        return certificate;
    }

    /**
     * For a connection that begins.
     *
     * @throws ClosedChannelException if the port has closed
     */
    SslHandler newHandler(ByteBufAllocator allocator) throws ClosedChannelException {
        SslHandler handler = context.newHandler(allocator);
        // Whoever waits for the request ends the connection if it takes too long.
        handler.setHandshakeTimeoutMillis(0);
        // One that takes nothing any more would keep what waits for it that much longer.
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS);
        return handler;
    }

    void close() {
        context.close();
    }

    /** Shows what has changed. Two files never change at once, so what is of no use is told at the second look. */
    synchronized void look() {
        try {
            CertificateFiles found = CertificateFiles.read(settings);
            if (!found.hold(shown)) {
                CertifiedKey certified = found.parse();
                context.replaceBy(provider.contextFor(certified));
                shown = found;
                expires = certified.expires();
                taken.increment();
                LOG.info("{}: has a new certificate, until {}", port, expires);
            }
            objection = "";
        } catch (IllegalStateException e) {
            object(e.getMessage());
        }
    }

    private void object(String reason) {
        if (!reason.equals(objection)) {
            objection = reason;
            isObjectionTold = false;
        } else if (!isObjectionTold) {
            isObjectionTold = true;
            refused.increment();
            LOG.warn("{}: stays with the certificate until {}, because {}", port, expires, reason);
        }
    }
}
