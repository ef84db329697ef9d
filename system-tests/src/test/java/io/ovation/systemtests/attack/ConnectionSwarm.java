package io.ovation.systemtests.attack;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Connections that are all driven by one thread. */
final class ConnectionSwarm implements AutoCloseable {

    private static final long PERIOD_MILLIS = 2;
    private static final int SMALLEST_BUFFER = 1024;
    private static final Duration LAST_READING = Duration.ofMillis(400);

    private final Connections plan;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ChannelGroup open = new DefaultChannelGroup(loop.next());
    private final SslContext encryption = Encryption.http2();
    private final Bootstrap bootstrap;
    private final SortedMap<String, Integer> answers = new TreeMap<>();
    private int connections;
    private int closed;

    ConnectionSwarm(Connections plan, InetSocketAddress port, InetAddress source) {
        this.plan = plan;
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                // What it was told before can still be read when it cannot say any more.
                .option(ChannelOption.AUTO_CLOSE, false)
                .localAddress(new InetSocketAddress(source, 0))
                .remoteAddress(port)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        begin(channel);
                    }
                });
        if (!plan.read()) {
            bootstrap.option(ChannelOption.SO_RCVBUF, SMALLEST_BUFFER);
        }
    }

    Tally run(Duration time) {
        long begin = System.nanoTime();
        Future<?> opening = loop.scheduleAtFixedRate(() -> connect(begin), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        loop.schedule(
                () -> {
                    opening.cancel(false);
                    // Only who reads sees that it has been closed.
                    open.forEach(channel -> channel.config().setAutoRead(true));
                },
                time.toNanos(),
                TimeUnit.NANOSECONDS);
        return loop.schedule(
                        () -> new Tally(connections, closed, answers),
                        time.plus(LAST_READING).toNanos(),
                        TimeUnit.NANOSECONDS)
                .syncUninterruptibly()
                .getNow();
    }

    /** As many as are due by now. */
    private void connect(long begin) {
        long due = Math.min(
                plan.most(),
                (System.nanoTime() - begin)
                        * plan.perSecond()
                        / Duration.ofSeconds(1).toNanos());
        while (connections < due) {
            bootstrap.connect();
        }
    }

    private void begin(Channel channel) {
        Link link = new Link(connections++);
        open.add(channel);
        channel.closeFuture().addListener(done -> link.onClosed());
        if (plan.protocol() == Connections.Protocol.HTTP_2) {
            channel.pipeline().addLast(encryption.newHandler(channel.alloc()), Http2Answers.frames());
        }
        channel.pipeline().addLast(link);
    }

    @Override
    public void close() {
        open.close().awaitUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        ReferenceCountUtil.release(encryption);
    }

    private final class Link extends SimpleChannelInboundHandler<ByteBuf> {

        private final int number;
        private final AnswerReader reader =
                plan.protocol() == Connections.Protocol.HTTP_2 ? new Http2Answers() : new StatusLines();
        private boolean isAnswered;
        private boolean hasLeft;

        Link(int number) {
            this.number = number;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (plan.protocol() == Connections.Protocol.HTTP_1) {
                say(context);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
                say(context);
            }
        }

        private void say(ChannelHandlerContext context) {
            context.channel().config().setAutoRead(plan.read());
            context.writeAndFlush(plan.opening().apply(number));
            if (plan.repeated().isReadable()) {
                Future<?> repetition = context.executor()
                        .scheduleAtFixedRate(
                                () -> repeat(context),
                                plan.every().toNanos(),
                                plan.every().toNanos(),
                                TimeUnit.NANOSECONDS);
                context.channel().closeFuture().addListener(done -> repetition.cancel(false));
            }
        }

        private void repeat(ChannelHandlerContext context) {
            if (context.channel().isWritable()) {
                context.writeAndFlush(plan.repeated().retainedDuplicate());
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            reader.read(bytes, answer -> {
                answers.merge(answer, 1, Integer::sum);
                if (!isAnswered) {
                    isAnswered = true;
                    context.executor()
                            .schedule(() -> leave(context), plan.life().toNanos(), TimeUnit.NANOSECONDS);
                }
            });
        }

        private void leave(ChannelHandlerContext context) {
            hasLeft = true;
            context.close();
        }

        void onClosed() {
            if (!hasLeft) {
                closed++;
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
