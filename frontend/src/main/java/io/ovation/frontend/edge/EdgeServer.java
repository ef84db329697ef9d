package io.ovation.frontend.edge;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.ovation.frontend.edge.http.HttpPipeline;
import io.ovation.frontend.edge.transport.EdgeSettings;
import io.ovation.frontend.edge.transport.EventLoops;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import jdk.net.ExtendedSocketOptions;

/** Listens for viewers. */
final class EdgeServer {

    /** Many viewers come at once when a stream begins; the kernel caps this at its somaxconn. */
    private static final int ACCEPT_BACKLOG = 4096;

    private static final int KEEPALIVE_PROBES = 3;

    private final Channel listener;

    private EdgeServer(Channel listener) {
        this.listener = listener;
    }

    static CompletionStage<EdgeServer> bind(EdgeSettings settings, EventLoops loops, HttpPipeline pipeline) {
        ServerBootstrap server = new ServerBootstrap()
                .group(loops.group())
                .channel(EventLoops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, ACCEPT_BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.SO_SNDBUF, settings.sendBufferBytes())
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(settings.maxPendingBytes() / 2, settings.maxPendingBytes()))
                .childHandler(pipeline);
        noticeTheVanished(server, settings);
        CompletableFuture<EdgeServer> bound = new CompletableFuture<>();
        server.bind(settings.host(), settings.port()).addListener((ChannelFuture done) -> {
            if (done.isSuccess()) {
                bound.complete(new EdgeServer(done.channel()));
            } else {
                bound.completeExceptionally(new IllegalStateException(
                        "ovation.frontend.edge.port (OVATION_VIEWER_PORT) " + settings.port() + " on "
                                + settings.host() + " cannot be bound: "
                                + done.cause().getMessage(),
                        done.cause()));
            }
        });
        return bound;
    }

    /**
     * A viewer whose network is cut says no goodbye. Keep-alive probes (RFC 9293, section 3.8.4) find it on a silent
     * stream; on a busy one the kernel's limit on unacknowledged data (RFC 5482) does, where there is one.
     */
    private static void noticeTheVanished(ServerBootstrap server, EdgeSettings settings) {
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

    InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Takes no more connections; those there are stay. */
    CompletionStage<Void> unbind() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        listener.close().addListener(done -> closed.complete(null));
        return closed;
    }
}
