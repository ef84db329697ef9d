package io.ovation.edge.http1;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose next request is not complete in time, however steadily its bytes drip, or whose client does not
 * take its answer; and one on which nothing has been asked for long. Only a request that has begun is answered.
 *
 * <p>Has its place before the decoder, because it must see the first byte of a request; {@link ResponseWriter} tells it
 * the rest. Its timer is not set anew for each request: when it rings early, it is set again.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.5.9">RFC 9110, section 15.5.9</a>
 */
public final class RequestDeadline extends ChannelInboundHandlerAdapter {

    private enum State {
        /** Nothing has come yet. */
        NEW,
        /** A request has begun. */
        REQUEST,
        /** Its answer is being made. */
        MAKING,
        /** Its answer is written, and is being taken. */
        ANSWER,
        /** What there is of its answer has been taken, and more is to come. */
        PAUSE,
        /** It has been answered. */
        IDLE
    }

    private static final long FOREVER_NANOS = Long.MAX_VALUE / 2;

    private final long requestNanos;
    private final long answerNanos;
    private final long idleNanos;
    private final Supplier<FullHttpResponse> tooLate;
    private final Supplier<FullHttpResponse> unanswered;
    private State state = State.NEW;
    private long dueNanos;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> timer;

    /**
     * @param request from its first byte to its last, and then for its answer, or a part of it, to be taken
     * @param answer for it to be made
     * @param idle between two requests
     */
    public record Times(Duration request, Duration answer, Duration idle) {}

    /**
     * @param tooLate the last answer of a connection, to a request that is not complete
     * @param unanswered to one for which there is no other
     */
    public RequestDeadline(Times times, Supplier<FullHttpResponse> tooLate, Supplier<FullHttpResponse> unanswered) {
        this.requestNanos = times.request().toNanos();
        this.answerNanos = times.answer().toNanos();
        this.idleNanos = times.idle().toNanos();
        this.tooLate = tooLate;
        this.unanswered = unanswered;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        enter(State.NEW, requestNanos);
        setTimer(added);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (state == State.NEW) {
            // Its time has begun with the connection's.
            state = State.REQUEST;
        } else if (state == State.IDLE) {
            enter(State.REQUEST, requestNanos);
        }
        context.fireChannelRead(bytes);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        context = null;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** The rest of the request is read from now on. */
    void reading() {
        enter(State.REQUEST, requestNanos);
    }

    /** The request is complete, or waits for its turn. */
    void making() {
        enter(State.MAKING, answerNanos);
    }

    /** The answer is written, or a part of it; perhaps before the request is complete. */
    void answering() {
        enter(State.ANSWER, requestNanos);
    }

    /** The client has taken what there is of the answer. Whoever makes it knows how long that may last. */
    void pausing() {
        if (state == State.ANSWER) {
            enter(State.PAUSE, FOREVER_NANOS);
        }
    }

    /** The client has taken the answer. */
    void answered() {
        if (state == State.ANSWER) {
            enter(State.IDLE, idleNanos);
        }
    }

    /** The last answer has been taken: {@link LingeringClose} has a time of its own. */
    void stop() {
        if (context != null) {
            context.pipeline().remove(this);
        }
    }

    private void enter(State next, long nanos) {
        state = next;
        if (context != null) {
            dueNanos = now(context) + nanos;
        }
    }

    private void setTimer(ChannelHandlerContext context) {
        // No later than the shortest time there is: what is due may come nearer, and the timer stays.
        long delay = Math.min(dueNanos - now(context), Math.min(requestNanos, answerNanos));
        timer = context.executor().schedule(() -> ring(context), delay, TimeUnit.NANOSECONDS);
    }

    private void ring(ChannelHandlerContext context) {
        if (now(context) - dueNanos < 0) {
            setTimer(context);
        } else if (state == State.REQUEST) {
            end(context, tooLate.get());
        } else if (state == State.MAKING) {
            end(context, unanswered.get());
        } else {
            context.close();
        }
    }

    private void end(ChannelHandlerContext context, FullHttpResponse last) {
        answering();
        // Before the answer: once that has been taken, this handler is gone, and its timer with it.
        setTimer(context);
        context.pipeline().writeAndFlush(last);
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }
}
