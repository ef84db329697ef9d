package io.ovation.frontend.edge.channel;

import akka.actor.typed.ActorRef;
import io.micrometer.core.instrument.Counter;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Promise;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.EncodedEvents;
import io.ovation.frontend.frame.ViewerMessage;
import io.ovation.frontend.viewer.Connection;
import io.ovation.frontend.viewer.ViewerChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A channel that is held until there is something to answer its poll with, which is its last answer. What is gathered
 * counts against what may wait for all viewers of the node until the client has taken it; while that is overdrawn, the
 * poll is answered with what there is.
 */
public final class PollHandler extends ChannelInboundHandlerAdapter implements ViewerChannel {

    /** How long a client has to take its answer. */
    private static final int LAST_BYTES_SECONDS = 10;

    private final Channel channel;
    private final PollAnswer answer;
    private final PollResponses responses;
    private final Promise<Void> end;
    private final int requestEnd;
    private final ByteBudget budget;
    private final Counter full;
    private final Counter shortOfMemory;
    private final Future<?> patience;
    private @Nullable ActorRef<ViewerMessage> connection;

    /** Closes the channel in the end; before that, asks a client that may have gone. */
    private @Nullable Future<?> timer;

    private boolean begun;
    private boolean answered;
    private long countedBytes;

    /**
     * @param end told once the client has taken the answer, or is gone; its connection may last a little longer
     * @param budget of the bytes that wait for viewers
     * @param full counts answers that had no room for more
     * @param shortOfMemory counts those that came early because too much waited for all viewers
     */
    public PollHandler(
            Channel channel,
            PollAnswer answer,
            PollResponses responses,
            Duration hold,
            Promise<Void> end,
            ByteBudget budget,
            Counter full,
            Counter shortOfMemory) {
        this.channel = channel;
        this.answer = answer;
        this.responses = responses;
        this.end = end;
        this.requestEnd = HalfClosure.now(channel);
        this.budget = budget;
        this.full = full;
        this.shortOfMemory = shortOfMemory;
        this.patience = channel.eventLoop().schedule(this::close, hold.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void attach(ActorRef<ViewerMessage> viewer) {
        this.connection = viewer;
        if (answered || !channel.isActive()) {
            viewer.tell(Connection.CLOSED);
        }
    }

    /** There is room until the answer leaves, and then nobody to write for. */
    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public int waitingBytes() {
        return Math.toIntExact(countedBytes);
    }

    @Override
    public void write(EncodedEvents events) {
        write(List.of(events));
    }

    @Override
    public void write(List<EncodedEvents> events) {
        if (answered) {
            return;
        }
        answer.gather(events);
        count();
        if (answer.isReady()) {
            close();
        } else if (budget.isOverdrawn()) {
            shortOfMemory.increment();
            close();
        }
    }

    @Override
    public void end(EncodedEvents last) {
        write(last);
    }

    @Override
    public boolean isGathering() {
        return true;
    }

    @Override
    public void retract(Topic topic, String comment) {
        answer.retract(topic, comment);
    }

    /** Answers with what there is. */
    @Override
    public void close() {
        if (answered) {
            return;
        }
        answered = true;
        cancelTimers();
        if (answer.isFull()) {
            full.increment();
        }
        byte[] json = answer.toJson();
        channel.writeAndFlush(begun ? responses.rest(json) : responses.whole(json))
                .addListener(taken -> finish());
        timer = channel.eventLoop().schedule((Runnable) channel::close, LAST_BYTES_SECONDS, TimeUnit.SECONDS);
        tellClosed();
    }

    /** Whoever polls has nothing more to say, but perhaps just that. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ChannelInputShutdownEvent) {
            onHalfClosed();
        }
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            onHalfClosed();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        answered = true;
        cancelTimers();
        finish();
        tellClosed();
    }

    /** Resets and time-outs of the client's network. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        channel.close();
    }

    private void onHalfClosed() {
        if (answered) {
            return;
        }
        if (HalfClosure.isClientWaiting(channel, requestEnd)) {
            timer = HalfClosure.probe(channel, this::beginAnswer);
        } else {
            channel.close();
        }
    }

    /** With what says nothing, as the answer is not known. */
    private void beginAnswer() {
        if (!begun) {
            begun = true;
            channel.write(responses.begin(), channel.voidPromise());
        }
        channel.writeAndFlush(responses.blank(), channel.voidPromise());
    }

    private void cancelTimers() {
        patience.cancel(false);
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void finish() {
        budget.take(-countedBytes);
        countedBytes = 0;
        end.trySuccess(null);
    }

    private void count() {
        budget.take(answer.bytes() - countedBytes);
        countedBytes = answer.bytes();
    }

    private void tellClosed() {
        if (connection != null) {
            connection.tell(Connection.CLOSED);
        }
    }
}
