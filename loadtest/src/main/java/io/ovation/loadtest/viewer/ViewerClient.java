package io.ovation.loadtest.viewer;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Opens streams over real sockets, on few event loops: epoll where it exists, NIO elsewhere. */
public final class ViewerClient implements AutoCloseable {

    private static final int READ_BYTES = 8 * 1024;
    private static final int CONNECT_TIMEOUT_MILLIS = 15_000;

    private final MultiThreadIoEventLoopGroup group;
    private final List<EventLoop> loops = new ArrayList<>();

    public ViewerClient(int threads) {
        group = new MultiThreadIoEventLoopGroup(
                threads,
                new DefaultThreadFactory("ovation-viewers", true),
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        for (EventExecutor loop : group) {
            loops.add((EventLoop) loop);
        }
    }

    /** @param index any number; the same one always gives the same event loop */
    public EventLoop loop(int index) {
        return loops.get(Math.floorMod(index, loops.size()));
    }

    /**
     * Opens a stream.
     *
     * @param listener called on {@code loop} only
     * @param readEvery how long it leaves what comes once its stream is open; zero to read at once
     */
    public void connect(EventLoop loop, StreamRequest request, StreamListener listener, Duration readEvery) {
        Bootstrap bootstrap = bootstrap(loop).handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new ViewerHandler(request.encode(), listener, readEvery));
            }
        });
        if (request.source() != null) {
            bootstrap.localAddress(request.source());
        }
        bootstrap.connect(request.server()).addListener((ChannelFuture connected) -> {
            if (!connected.isSuccess()) {
                listener.onClosed("cannot connect to " + request.frontend() + ": "
                        + connected.cause().getMessage());
            }
        });
    }

    /** Closes every connection; when it returns, no listener is called any more. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static Bootstrap bootstrap(EventLoop loop) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true);
        // With a source address of its own each connection would else take a port that no other destination can use.
        return Epoll.isAvailable()
                ? bootstrap.channel(EpollSocketChannel.class).option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true)
                : bootstrap.channel(NioSocketChannel.class);
    }
}
