package io.ovation.frontend.edge;

import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The threads that hold the viewers' sockets: Linux epoll where it is to be had, Java NIO elsewhere. */
final class EventLoops {

    private static final int STOP_SECONDS = 2;

    private final MultiThreadIoEventLoopGroup group;
    private final List<EventLoop> loops;

    private EventLoops(MultiThreadIoEventLoopGroup group) {
        this.group = group;
        this.loops = new ArrayList<>();
        group.forEach(executor -> loops.add((EventLoop) executor));
    }

    static EventLoops start(int threads) {
        IoHandlerFactory transport = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new EventLoops(
                new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("viewer-loop"), transport));
    }

    MultiThreadIoEventLoopGroup group() {
        return group;
    }

    int size() {
        return loops.size();
    }

    EventLoop get(int index) {
        return loops.get(index);
    }

    int indexOf(EventLoop loop) {
        return loops.indexOf(loop);
    }

    /** Closes what is left and lets the loops end, without waiting for it. */
    void stop() {
        group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS);
    }

    static Class<? extends ServerSocketChannel> serverChannel() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    static String transport() {
        return Epoll.isAvailable() ? "epoll" : "NIO";
    }
}
