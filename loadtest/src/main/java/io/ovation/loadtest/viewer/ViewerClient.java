package io.ovation.loadtest.viewer;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.ovation.loadtest.access.ServerTrust;
import io.ovation.loadtest.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Opens streams over real sockets, on few event loops. */
public final class ViewerClient implements AutoCloseable {

    private static final int READ_BYTES = 8 * 1024;

    /** The kernel doubles it, and what it then takes in before it closes the window is soon there. */
    private static final int SILENT_RECEIVE_BYTES = 4 * 1024;

    private final ServerTrust trust;
    private final MultiThreadIoEventLoopGroup group;
    private final List<EventLoop> loops = new ArrayList<>();
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /** @param trust whom it takes for the server */
    public ViewerClient(int threads, ServerTrust trust) {
        this.trust = trust;
        group = Transport.eventLoops(threads, "ovation-viewers");
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
     */
    public void connect(EventLoop loop, StreamRequest request, StreamListener listener, Habit habit) {
        Bootstrap bootstrap = Transport.connections(loop)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        trust.secure(channel, request.frontend());
                        channel.pipeline().addLast(new ViewerHandler(request.encode(), listener, habit));
                        open.add(channel);
                    }
                });
        if (habit == Habit.SILENT) {
            bootstrap.option(ChannelOption.SO_RCVBUF, SILENT_RECEIVE_BYTES);
        }
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

    /** Lets everybody read at once from now on, what was left first. */
    void catchUp() {
        open.forEach(channel -> channel.eventLoop().execute(() -> ViewerHandler.readAtOnce(channel)));
    }

    /** Closes every connection; when it returns, no listener is called any more. */
    @Override
    public void close() {
        // By itself, a group that shuts down may close a connection without telling its handler.
        open.close().awaitUninterruptibly(10, TimeUnit.SECONDS);
        group.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
