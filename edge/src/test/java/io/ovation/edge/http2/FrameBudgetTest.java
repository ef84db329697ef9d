package io.ovation.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FrameBudgetTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final Listener listener = new Listener();
    private final FrameBudget budget = new FrameBudget(listener, now::get);
    private final ChannelHandlerContext context =
            new EmbeddedChannel(new ChannelInboundHandlerAdapter()).pipeline().firstContext();

    @Test
    void frames_passUntilThereAreTooMany_ofWhateverKinds() throws Exception {
        for (int frame = 0; frame < FrameBudget.FRAMES; frame += 2) {
            budget.onPingRead(context, frame);
            budget.onSettingsAckRead(context);
        }
        assertThat(listener.pings).isEqualTo(FrameBudget.FRAMES / 2);

        assertThatThrownBy(() -> budget.onPriorityRead(context, 1, 0, (short) 1, false))
                .isInstanceOfSatisfying(
                        Http2Exception.class,
                        refused -> assertThat(refused.error()).isEqualTo(Http2Error.ENHANCE_YOUR_CALM));
    }

    @Test
    void frames_passAgainWhenThePeriodIsOver() throws Exception {
        for (int period = 0; period < 3; period++) {
            for (int frame = 0; frame < FrameBudget.FRAMES; frame++) {
                budget.onPingRead(context, frame);
            }
            now.addAndGet(FrameBudget.PERIOD.toNanos());
        }
        assertThat(listener.pings).isEqualTo(3 * FrameBudget.FRAMES);
    }

    @Test
    void framesThatAskForSomething_areNotCounted() throws Exception {
        for (int frame = 0; frame < 10 * FrameBudget.FRAMES; frame++) {
            budget.onWindowUpdateRead(context, 1, 1);
            budget.onDataRead(context, 1, Unpooled.EMPTY_BUFFER, 0, false);
            budget.onRstStreamRead(context, 1, 0);
        }
        budget.onPingRead(context, 1);

        assertThat(listener.pings).isOne();
    }

    @Test
    void frameOfNoKnownType_goesNoFurther() throws Exception {
        budget.onUnknownFrame(context, (byte) 99, 1, new Http2Flags(), Unpooled.EMPTY_BUFFER);

        assertThat(listener.unknown).isZero();
    }

    private static final class Listener extends Http2FrameAdapter {

        private int pings;
        private int unknown;

        @Override
        public void onPingRead(ChannelHandlerContext context, long data) {
            pings++;
        }

        @Override
        public void onUnknownFrame(
                ChannelHandlerContext context, byte type, int stream, Http2Flags flags, ByteBuf payload) {
            unknown++;
        }
    }
}
