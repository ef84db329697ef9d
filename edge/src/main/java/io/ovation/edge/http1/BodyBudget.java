package io.ovation.edge.http1;

import io.micrometer.core.instrument.Counter;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.ovation.common.memory.ByteBudget;
import java.util.function.Supplier;

/**
 * Takes the body of a connection's request from what the bodies of all connections may take, as it comes, and gives it
 * back with the answer. Refuses what there is no room for; the request is the last of its connection then.
 *
 * <p>A quarter is for bodies that come whole in one piece: who sends many that do not end keeps others from sending
 * such, but not from asking for what takes few bytes.
 *
 * <p>Has its place before {@link BodyCollector}.
 */
public final class BodyBudget extends ChannelDuplexHandler {

    /** What a piece takes beside its bytes: its objects, and the rest of the buffer that it was read into. */
    private static final int BYTES_OF_A_PIECE = 256;

    /** After so many the collector copies them into one. */
    private static final int MOST_PIECES = 1024;

    private final ByteBudget budget;
    private final Counter refused;
    private final Supplier<FullHttpResponse> noRoom;
    private long taken;
    private int pieces;
    private boolean isUnfinished;
    private boolean isPassingOn;

    /**
     * @param budget of the port
     * @param noRoom the last answer of a connection, to a request of which the body has no room
     */
    public BodyBudget(ByteBudget budget, Counter refused, Supplier<FullHttpResponse> noRoom) {
        this.budget = budget;
        this.refused = refused;
        this.noRoom = noRoom;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpObject) {
            isUnfinished = !(message instanceof LastHttpContent);
        }
        if (message instanceof HttpContent piece && piece.content().isReadable() && !take(piece)) {
            piece.release();
            refused.increment();
            // It lets go of what it has when it is removed; the answer may take long to be read.
            context.pipeline().remove(BodyCollector.class);
            context.writeAndFlush(noRoom.get());
        } else {
            isPassingOn = true;
            try {
                context.fireChannelRead(message);
            } finally {
                isPassingOn = false;
            }
        }
    }

    private boolean take(HttpContent piece) {
        boolean isWhole = pieces == 0 && piece instanceof LastHttpContent;
        long bytes = (long) piece.content().readableBytes() + (pieces < MOST_PIECES ? BYTES_OF_A_PIECE : 0);
        if (!budget.tryTake(bytes, isWhole ? budget.limit() : budget.limit() - budget.limit() / 4)) {
            return false;
        }
        taken += bytes;
        pieces++;
        return true;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent && !isInterim(message)) {
            if (isUnfinished && !isPassingOn && context.pipeline().get(BodyCollector.class) != null) {
                // It has a part of what is given back here, and nothing comes behind such an answer. One that it gives
                // itself finds it without.
                context.pipeline().remove(BodyCollector.class);
            }
            giveBack();
        }
        context.write(message, promise);
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse answer && answer.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        giveBack();
    }

    private void giveBack() {
        budget.take(-taken);
        taken = 0;
        pieces = 0;
    }
}
