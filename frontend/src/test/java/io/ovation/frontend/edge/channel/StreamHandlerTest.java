package io.ovation.frontend.edge.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.ovation.common.memory.ByteBudget;
import io.ovation.frontend.frame.Frames;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamHandlerTest {

    private static final String HEARTBEAT = "d\r\n: heartbeat\n\n\r\n";

    private final Network network = new Network();
    private final EmbeddedChannel channel = new EmbeddedChannel(network);
    private final ByteBudget budget = new ByteBudget(1_000);
    private final StreamHandler stream = new StreamHandler(channel, StreamFraming.CHUNKED, budget);

    @BeforeEach
    void begin() {
        channel.freezeTime();
    }

    @Test
    void close_waitsUntilTheNetworkHasTakenWhatWasWritten() {
        stream.write(Frames.stream("bye"));
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);

        stream.close();

        assertThat(channel.isOpen()).isTrue();
        network.takes();
        assertThat(written()).isEqualTo("3\r\nbye\r\n");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void end_isTold() {
        network.takes();
        stream.write(Frames.stream("hello"));

        stream.end(Frames.stream("bye"));

        assertThat(written()).isEqualTo("5\r\nhello\r\n3\r\nbye\r\n0\r\n\r\n");
        assertThat(channel.isOpen()).isTrue();
        stream.close();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void streamWithoutChunks_endsWithItsConnection() {
        network.takes();
        StreamHandler old = new StreamHandler(channel, StreamFraming.CLOSE_DELIMITED, budget);
        old.write(List.of(Frames.stream("hello"), Frames.stream("")));

        old.end(Frames.stream("bye"));
        old.close();

        assertThat(written()).isEqualTo("hellobye");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void eventsOfNothing_endNoStream() {
        network.takes();

        stream.write(List.of(Frames.stream(""), Frames.stream("hello")));
        stream.write(Frames.stream(""));

        assertThat(written()).isEqualTo("5\r\nhello\r\n");
    }

    @Test
    void framing_isThatOfTheVersionOfTheRequest() {
        assertThat(StreamFraming.of(channel, HttpVersion.HTTP_1_0)).isEqualTo(StreamFraming.CLOSE_DELIMITED);
        assertThat(StreamFraming.of(channel, HttpVersion.HTTP_1_1)).isEqualTo(StreamFraming.CHUNKED);
        assertThat(StreamFraming.of(channel, HttpVersion.valueOf("HTTP/1.2"))).isEqualTo(StreamFraming.CHUNKED);
    }

    @Test
    void streamOfHttp2_isSentInFrames_ofWhichTheLastSaysSo() {
        network.takes();
        StreamHandler framed = new StreamHandler(channel, StreamFraming.DATA_FRAMES, budget);

        framed.write(Frames.stream("hello"));
        framed.end(Frames.stream("bye"));
        framed.close();

        assertThat(frame()).isEqualTo("hello, more");
        assertThat(frame()).isEqualTo("bye, more");
        assertThat(frame()).isEqualTo(", end");
        assertThat(channel.<Object>readOutbound()).isNull();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void streamOfHttp2_thatIsCutOff_hasNoLastFrame() {
        StreamHandler framed = new StreamHandler(channel, StreamFraming.DATA_FRAMES, budget);
        framed.write(Frames.stream("hello"));
        framed.close();
        assertThat(channel.isOpen()).isTrue();

        network.takes();

        assertThat(frame()).isEqualTo("hello, more");
        assertThat(frame()).isEqualTo(", more");
        assertThat(channel.isOpen()).isFalse();
    }

    private String frame() {
        Http2DataFrame frame = channel.readOutbound();
        String text = frame.content().toString(UTF_8) + (frame.isEndStream() ? ", end" : ", more");
        frame.release();
        return text;
    }

    @Test
    void viewerThatClosesItsHalfBehindItsRequest_isAskedTwiceAndStays() {
        halfClose();
        assertThat(written()).isEqualTo(HEARTBEAT);
        pass(1);
        assertThat(written()).isEqualTo(HEARTBEAT);

        pass(10);

        assertThat(written()).isEmpty();
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void viewerThatClosesItsHalfLater_hasGone() {
        pass(1);

        halfClose();

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void viewerWhoseStreamIsComplete_isNotAskedAnyMore() {
        halfClose();
        stream.end(Frames.stream("bye"));
        pass(1);

        assertThat(written()).isEqualTo(HEARTBEAT + "3\r\nbye\r\n0\r\n\r\n");
    }

    private void halfClose() {
        network.takes();
        channel.pipeline().addLast(stream);
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }

    private void pass(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void close_doesNotWaitForEver() {
        stream.write(Frames.stream("bye"));

        stream.close();
        channel.advanceTimeBy(10, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void close_leavesNoTaskBehindOnceTheNetworkHasTakenEverything() {
        channel.pipeline().addLast(stream);
        stream.write(Frames.stream("bye"));
        stream.close();

        network.takes();
        channel.runPendingTasks();

        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.hasPendingTasks()).isFalse();
    }

    @Test
    void close_isDoneAtOnceWhenNothingWaits() {
        network.takes();

        stream.close();

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void bytesThatWait_countUntilTheNetworkHasTakenThem() {
        stream.write(Frames.stream("x".repeat(300)));
        assertThat(budget.taken()).isGreaterThanOrEqualTo(300);
        stream.write(List.of(Frames.stream("x".repeat(300)), Frames.stream("x".repeat(300))));
        assertThat(budget.taken()).isGreaterThanOrEqualTo(900).isEqualTo(stream.waitingBytes());

        network.takes();
        assertThat(stream.isWritable()).isTrue();

        assertThat(budget.taken()).isZero();
        stream.write(Frames.stream("x".repeat(300)));
        assertThat(budget.taken()).isZero();
    }

    @Test
    void bytesThatWaited_areGivenBackWhenTheChannelIsGone() {
        channel.pipeline().addLast(stream);
        stream.write(Frames.stream("x".repeat(300)));

        channel.close();
        channel.runPendingTasks();

        assertThat(budget.taken()).isZero();
    }

    @Test
    void viewerForWhomBytesWait_getsNoMoreWhileTheNodeHasTooMany() {
        stream.write(Frames.stream("x".repeat(300)));
        assertThat(stream.isWritable()).isTrue();

        budget.take(1_000);
        assertThat(stream.isWritable()).isFalse();

        network.takes();
        assertThat(stream.isWritable()).as("nothing waits for it").isTrue();
    }

    private String written() {
        StringBuilder written = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            written.append(bytes.toString(UTF_8));
            bytes.release();
        }
        return written.toString();
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
