package io.ovation.edge.transport;

import io.micrometer.core.instrument.Metrics;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.RejectedExecutionHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Threads that hold sockets: Linux epoll where it is to be had, Java NIO elsewhere. */
public final class EventLoops {

    private static final int STOP_SECONDS = 2;

    /**
     * How long a loop runs tasks before it looks after its sockets again. While a fan-out goes on there are always some,
     * and Netty would leave whoever connects, or can take more, for a second.
     */
    private static final int MOST_MILLIS_OF_TASKS = 10;

    private static final int MOST_TASKS = Integer.MAX_VALUE;

    private final MultiThreadIoEventLoopGroup group;
    private final List<EventLoop> loops;

    private EventLoops(String name, MultiThreadIoEventLoopGroup group) {
        this.group = group;
        this.loops = new ArrayList<>();
        group.forEach(executor -> {
            SingleThreadEventLoop loop = (SingleThreadEventLoop) executor;
            LoopMetrics.register(Metrics.globalRegistry, name + '-' + loops.size(), loop);
            loops.add(loop);
        });
    }

    /** @param name of the threads, which are numbered behind it */
    public static EventLoops start(String name, int threads) {
        IoHandlerFactory transport = Epoll.isAvailable() ? new HalfClosedEpoll() : NioIoHandler.newFactory();
        return new EventLoops(name, new Group(name, threads, transport));
    }

    public MultiThreadIoEventLoopGroup group() {
        return group;
    }

    public int size() {
        return loops.size();
    }

    public EventLoop get(int index) {
        return loops.get(index);
    }

    public int indexOf(EventLoop loop) {
        return loops.indexOf(loop);
    }

    /** Closes what is left and lets the loops end, without waiting for it. */
    public void stop() {
        group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS);
    }

    public static Class<? extends ServerSocketChannel> serverChannel() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    public static String transport() {
        return Epoll.isAvailable() ? "epoll" : "NIO";
    }

    private static final class Group extends MultiThreadIoEventLoopGroup {

        Group(String name, int threads, IoHandlerFactory transport) {
            super(threads, new DefaultThreadFactory(name), transport);
        }

        @Override
        protected IoEventLoop newChild(Executor executor, IoHandlerFactory transport, Object... args) {
            return new SingleThreadIoEventLoop(
                    this, executor, transport, MOST_TASKS, RejectedExecutionHandlers.reject(), MOST_MILLIS_OF_TASKS);
        }
    }
}
