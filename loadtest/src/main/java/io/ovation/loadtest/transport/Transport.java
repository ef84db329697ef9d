package io.ovation.loadtest.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.handler.codec.DecoderException;
import io.netty.util.concurrent.DefaultThreadFactory;
import javax.net.ssl.SSLException;

/** Real sockets on few event loops: epoll where it exists, NIO elsewhere. */
public final class Transport {

    private static final int CONNECT_TIMEOUT_MILLIS = 15_000;

    /** Linux's numbers of SOL_SOCKET and SO_RCVLOWAT; see socket(7). */
    private static final ChannelOption<Integer> LEAST_READ = new IntegerUnixChannelOption("SO_RCVLOWAT", 1, 18);

    private Transport() {}

    /** @param name of its threads, which do not keep the process alive */
    public static MultiThreadIoEventLoopGroup eventLoops(int threads, String name) {
        return new MultiThreadIoEventLoopGroup(
                threads,
                new DefaultThreadFactory(name, true),
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    /** @param loop one of {@link #eventLoops} */
    public static Bootstrap connections(EventLoop loop) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true);
        // With a source address of its own each connection would else take a port that no other destination can use.
        return Epoll.isAvailable()
                ? bootstrap.channel(EpollSocketChannel.class).option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true)
                : bootstrap.channel(NioSocketChannel.class);
    }

    /** Why a connection broke, in a line. */
    public static String reason(Throwable failure) {
        if (!(failure instanceof DecoderException) || !(failure.getCause() instanceof SSLException)) {
            return failure.toString();
        }
        Throwable root = failure.getCause();
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "no agreement on TLS: " + root.getMessage() + "; --ca names who is believed";
    }

    /**
     * Leaves what comes with the kernel until there are so many bytes of it, which saves most wake-ups. Without epoll
     * there is no such thing, and what comes is read at once. To be called on the channel's event loop.
     */
    public static void readOnceThereAre(int bytes, Channel channel) {
        if (channel instanceof EpollSocketChannel && channel.isOpen()) {
            channel.config().setOption(LEAST_READ, bytes);
        }
    }
}
