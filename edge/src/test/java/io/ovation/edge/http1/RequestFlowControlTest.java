package io.ovation.edge.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestFlowControlTest {

    private static final int ANSWER_BYTES = 100;

    private final Network network = new Network();
    private final List<Object> handled = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final RequestFlowControl flow = new RequestFlowControl(channel);

    @BeforeEach
    void begin() {
        // The third answer that is not read is one too many: Netty counts 96 bytes for each beside its own.
        channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(500, 500));
        channel.pipeline().addLast(network, flow, new Answering());
    }

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    @Test
    void requests_ofAClientThatReadsNothingAreHeldBack() {
        channel.writeInbound(1, 2, 3, 4, 5);

        assertThat(handled).containsExactly(1, 2, 3);
        assertThat(channel.config().isAutoRead()).isFalse();
    }

    @Test
    void requests_goOnWhenTheClientReads() {
        channel.writeInbound(1, 2, 3, 4, 5);

        network.take();
        channel.runPendingTasks();

        assertThat(handled).containsExactly(1, 2, 3, 4, 5);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void pause_letsInNothingUntilResumed() {
        flow.pause();
        channel.writeInbound(1, 2);
        assertThat(handled).isEmpty();

        flow.resume();

        assertThat(handled).containsExactly(1, 2);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void pause_ofSeveral_lastsUntilTheLastResumes() {
        flow.pause();
        flow.pause();
        channel.writeInbound(1);

        flow.resume();
        assertThat(handled).isEmpty();

        flow.resume();
        assertThat(handled).containsExactly(1);
    }

    @Test
    void pause_outlastsAClientThatReadsAgain() {
        channel.writeInbound(1, 2, 3, 4);
        flow.pause();

        network.take();
        channel.runPendingTasks();
        assertThat(handled).containsExactly(1, 2, 3);

        flow.resume();
        assertThat(handled).containsExactly(1, 2, 3, 4);
    }

    @Test
    void resume_waitsForAClientThatReadsNothing() {
        channel.writeInbound(1, 2, 3, 4);
        flow.pause();
        flow.resume();
        assertThat(handled).containsExactly(1, 2, 3);

        network.take();
        channel.runPendingTasks();

        assertThat(handled).containsExactly(1, 2, 3, 4);
    }

    @Test
    void close_letsInNothingAnyMore() {
        channel.writeInbound(1, 2, 3);
        flow.pause();
        flow.close();

        flow.resume();
        network.take();
        channel.runPendingTasks();
        channel.writeInbound(4);

        assertThat(handled).containsExactly(1, 2, 3);
        assertThat(channel.config().isAutoRead()).isFalse();
    }

    @Test
    void writability_ofWhatHasBecomeAStreamIsNoConcernOfIts() {
        channel.writeInbound(1, 2, 3);
        network.take();
        channel.pipeline().remove(flow);
        channel.config().setAutoRead(true);
        network.stop();
        channel.writeAndFlush(Unpooled.buffer().writeZero(10 * ANSWER_BYTES));

        channel.runPendingTasks();

        assertThat(channel.isWritable()).isFalse();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    private final class Answering extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object request) {
            handled.add(request);
            context.writeAndFlush(Unpooled.buffer().writeZero(ANSWER_BYTES));
        }
    }

    /** Takes nothing until it is told to. */
    private final class Network extends ChannelOutboundHandlerAdapter {

        private boolean taking;

        void take() {
            taking = true;
            channel.flush();
        }

        void stop() {
            taking = false;
        }

        @Override
        public void flush(ChannelHandlerContext context) {
            if (taking) {
                context.flush();
            }
        }
    }
}
