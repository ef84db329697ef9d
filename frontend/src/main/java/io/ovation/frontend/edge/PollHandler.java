package io.ovation.frontend.edge;

import akka.actor.typed.ActorRef;
import io.micrometer.core.instrument.Counter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import io.ovation.frontend.stream.Connection;
import io.ovation.frontend.stream.ViewerChannel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A channel that is held until there is something to answer its poll with, and closes then. */
final class PollHandler extends ChannelInboundHandlerAdapter implements ViewerChannel {

    /** How long a client has to take its answer. */
    private static final int LAST_BYTES_SECONDS = 10;

    private final Channel channel;
    private final Answers answers;
    private final PollAnswer answer;
    private final Counter cut;
    private final Future<?> patience;
    private @Nullable ActorRef<Connection.Command> connection;
    private boolean answered;

    /** @param cut counts answers that had no room for more */
    PollHandler(Channel channel, Answers answers, PollAnswer answer, Duration hold, Counter cut) {
        this.channel = channel;
        this.answers = answers;
        this.answer = answer;
        this.cut = cut;
        this.patience = channel.eventLoop().schedule(this::close, hold.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void attach(ActorRef<Connection.Command> connection) {
        this.connection = connection;
        if (answered || !channel.isActive()) {
            connection.tell(Connection.CLOSED);
        }
    }

    /** There is room until the answer leaves, and then nobody to write for. */
    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public void write(ByteBuf bytes) {
        try {
            if (!answered) {
                answer.gather(ByteBufUtil.getBytes(bytes));
            }
        } finally {
            bytes.release();
        }
        if (answer.isReady()) {
            close();
        }
    }

    /** Answers with what there is. */
    @Override
    public void close() {
        if (answered) {
            return;
        }
        answered = true;
        patience.cancel(false);
        if (answer.isFull()) {
            cut.increment();
        }
        FullHttpResponse response = answers.answer(HttpResponseStatus.OK, "application/json", answer.toJson());
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store").set(HttpHeaderNames.CONNECTION, "close");
        channel.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        channel.eventLoop().schedule((Runnable) channel::close, LAST_BYTES_SECONDS, TimeUnit.SECONDS);
        tellClosed();
    }

    /** Whoever polls has nothing more to say. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        answered = true;
        patience.cancel(false);
        tellClosed();
    }

    /** Resets and time-outs of the client's network. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        channel.close();
    }

    private void tellClosed() {
        if (connection != null) {
            connection.tell(Connection.CLOSED);
        }
    }
}
