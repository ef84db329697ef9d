package io.ovation.systemtests.attack.audience;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.ovation.common.sse.SseEvent;
import io.ovation.common.sse.SseParser;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** Streams of events, each on a connection of its own: of HTTP/2 where there is TLS, of HTTP/1.1 where there is none. */
final class EventStreams implements AutoCloseable {

    private final InetSocketAddress port;
    private final Optional<SslContext> encryption;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    EventStreams(InetSocketAddress port, Optional<SSLContext> trusting) {
        this.port = port;
        this.encryption = trusting.map(EventStreams::http2);
    }

    private static SslContext http2(SSLContext trusting) {
        ApplicationProtocolConfig protocols = new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_2);
        return new JdkSslContext(
                trusting, true, null, IdentityCipherSuiteFilter.INSTANCE, protocols, ClientAuth.NONE, null, false);
    }

    /** @return its connection */
    Channel open(String topic, Consumer<SseEvent> events) {
        Reader reader = new Reader(topic, events);
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                // Without looking for leaks, which would take more time than the rest.
                .option(ChannelOption.ALLOCATOR, new UnpooledByteBufAllocator(false, true))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        encryption.ifPresentOrElse(
                                tls -> speakHttp2(connection, tls, reader),
                                () -> connection.pipeline().addLast(new HttpClientCodec(), reader));
                    }
                })
                .connect(port)
                .syncUninterruptibly()
                .channel();
    }

    private void speakHttp2(Channel connection, SslContext tls, Reader reader) {
        connection
                .pipeline()
                .addLast(
                        tls.newHandler(connection.alloc(), port.getHostString(), port.getPort()),
                        Http2FrameCodecBuilder.forClient().build(),
                        new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
                        new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelActive(ChannelHandlerContext context) {
                                new Http2StreamChannelBootstrap(connection)
                                        .handler(ofStream(reader))
                                        .open();
                            }
                        });
    }

    private static ChannelHandler ofStream(Reader reader) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(false), reader);
            }
        };
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** Asks for a stream and reads it. */
    private final class Reader extends SimpleChannelInboundHandler<HttpObject> {

        private final String topic;
        private final SseParser parser;

        Reader(String topic, Consumer<SseEvent> events) {
            this.topic = topic;
            this.parser = new SseParser(events);
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            FullHttpRequest request =
                    new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/v1/stream?topic=" + topic);
            request.headers().set(HttpHeaderNames.HOST, port.getHostString());
            context.writeAndFlush(request);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof HttpContent content) {
                byte[] bytes = ByteBufUtil.getBytes(content.content());
                parser.feed(bytes, 0, bytes.length);
            }
        }

        /** What it is not shown is missed. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
