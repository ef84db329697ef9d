package io.ovation.frontend.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamHandlerTest {

    private final Network network = new Network();
    private final EmbeddedChannel channel = new EmbeddedChannel(network);
    private final StreamHandler stream = new StreamHandler(channel);

    @BeforeEach
    void begin() {
        channel.freezeTime();
    }

    @Test
    void close_waitsUntilTheNetworkHasTakenWhatWasWritten() {
        stream.write(Unpooled.copiedBuffer("bye", UTF_8));
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);

        stream.close();

        assertThat(channel.isOpen()).isTrue();
        network.takes();
        assertThat(channel.<ByteBuf>readOutbound().toString(UTF_8)).isEqualTo("bye");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void close_doesNotWaitForEver() {
        stream.write(Unpooled.copiedBuffer("bye", UTF_8));

        stream.close();
        channel.advanceTimeBy(10, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void close_isDoneAtOnceWhenNothingWaits() {
        network.takes();

        stream.close();

        assertThat(channel.isOpen()).isFalse();
    }

    /** Takes nothing until it is told to. */
    private final class Network extends ChannelOutboundHandlerAdapter {

        private boolean taking;

        void takes() {
            taking = true;
            channel.flush();
        }

        @Override
        public void flush(ChannelHandlerContext context) {
            if (taking) {
                context.flush();
            }
        }
    }
}
