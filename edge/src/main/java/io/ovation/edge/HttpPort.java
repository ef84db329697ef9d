package io.ovation.edge;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.util.concurrent.Promise;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.memory.MemorySettings;
import io.ovation.edge.limit.AcceptPacer;
import io.ovation.edge.limit.NewConnectionsPerAddress;
import io.ovation.edge.tls.CurrentCertificate;
import io.ovation.edge.transport.EventLoops;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import jdk.net.ExtendedSocketOptions;

/** A listening socket, and what answers those who connect to it. */
public final class HttpPort {

    /** Many viewers come at once when a stream begins; the kernel caps this at its somaxconn. */
    private static final int ACCEPT_BACKLOG = 4096;

    private static final int KEEPALIVE_PROBES = 3;

    /** Of the largest size, for which there must be room; some in many pieces take twice their bytes. */
    private static final int FEWEST_BODIES = 4;

    private final Channel listener;

    private HttpPort(Channel listener) {
        this.listener = listener;
    }

    /**
     * @param bodies of requests, together
     * @param gate closed once requests are to be refused
     * @return fails with one line that names the port if it cannot be bound, or the file if its certificate is not usable
     */
    public static CompletionStage<HttpPort> bind(
            PortSettings settings, ByteBudget bodies, EventLoops loops, DrainGate gate, RequestHandler handler) {
        if (bodies.limit() / FEWEST_BODIES < settings.maxBodyBytes()) {
            return CompletableFuture.failedStage(new IllegalArgumentException(MemorySettings.KEY
                    + ".bodies is too small a share of the heap: a body at the port of " + settings.name()
                    + " may have " + settings.maxBodyBytes() + " bytes, and " + FEWEST_BODIES + " must fit into "
                    + bodies.limit()));
        }
        ConnectionSettings connections = settings.connections();
        EventLoop timer = loops.get(0);
        Promise<Void> end = timer.newPromise();
        Optional<CurrentCertificate> certificate;
        try {
            certificate = connections.tls().map(tls -> CurrentCertificate.open(settings.name(), tls, timer, end));
        } catch (IllegalStateException e) {
            return CompletableFuture.failedStage(e);
        }
        Optional<AcceptPacer> pacer =
                connections.limits().flatMap(limits -> AcceptPacer.create(settings.name(), limits));
        ServerBootstrap server = new ServerBootstrap()
                .group(loops.group())
                .channel(EventLoops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, ACCEPT_BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.SO_SNDBUF, connections.sendBufferBytes())
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(connections.maxPendingBytes() / 2, connections.maxPendingBytes()))
                .childHandler(connectionHandler(
                        settings, bodies, certificate, pacer.map(AcceptPacer::perAddress), gate, handler));
        pacer.ifPresent(server::handler);
        noticeTheVanished(server, connections);
        CompletableFuture<HttpPort> bound = new CompletableFuture<>();
        server.bind(settings.host(), settings.port()).addListener((ChannelFuture done) -> {
            if (done.isSuccess()) {
                done.channel().closeFuture().addListener(closed -> end.setSuccess(null));
                bound.complete(new HttpPort(done.channel()));
            } else {
                end.setSuccess(null);
                bound.completeExceptionally(new IllegalStateException(
                        settings.key() + " " + settings.port() + " on " + settings.host() + " cannot be bound: "
                                + done.cause().getMessage(),
                        done.cause()));
            }
        });
        return bound;
    }

    /**
     * What serves a connection that is not encrypted, whatever its bytes come through. {@link #bind} puts it on sockets.
     *
     * @param bodies of requests, together
     * @param gate closed once requests are to be refused
     */
    public static ChannelHandler connectionHandler(
            PortSettings settings, ByteBudget bodies, DrainGate gate, RequestHandler handler) {
        return connectionHandler(settings, bodies, Optional.empty(), Optional.empty(), gate, handler);
    }

    private static ChannelHandler connectionHandler(
            PortSettings settings,
            ByteBudget bodies,
            Optional<CurrentCertificate> certificate,
            Optional<NewConnectionsPerAddress> newConnections,
            DrainGate gate,
            RequestHandler handler) {
        Answers answers = new Answers(settings.crossOrigin());
        HostCheck hosts = new HostCheck(settings.name(), settings.hosts());
        return new HttpPipeline(
                settings,
                answers,
                bodies,
                certificate,
                newConnections,
                gate,
                new RequestReceiver(gate, hosts, handler, answers));
    }

    /**
     * A client whose network is cut says no goodbye. Keep-alive probes (RFC 9293, section 3.8.4) find it on a silent
     * connection; on a busy one the kernel's limit on unacknowledged data (RFC 5482) does, where there is one.
     */
    private static void noticeTheVanished(ServerBootstrap server, ConnectionSettings settings) {
        int seconds = Math.max(1, (int) settings.vanished().toSeconds());
        int interval = Math.max(1, seconds / (2 * KEEPALIVE_PROBES));
        int idle = Math.max(1, seconds - KEEPALIVE_PROBES * interval);
        server.childOption(ChannelOption.SO_KEEPALIVE, true);
        if (Epoll.isAvailable()) {
            server.childOption(EpollChannelOption.TCP_KEEPIDLE, idle)
                    .childOption(EpollChannelOption.TCP_KEEPINTVL, interval)
                    .childOption(EpollChannelOption.TCP_KEEPCNT, KEEPALIVE_PROBES)
                    .childOption(EpollChannelOption.TCP_USER_TIMEOUT, seconds * 1000);
        } else {
            server.childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), idle)
                    .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), interval)
                    .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEPALIVE_PROBES);
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Takes no more connections; those there are stay. */
    public CompletionStage<Void> unbind() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        listener.close().addListener(done -> closed.complete(null));
        return closed;
    }
}
