package io.ovation.edge.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResponseWriterTest {

    private final Network network = new Network();
    private final EmbeddedChannel channel = new EmbeddedChannel(network);
    private final RequestDeadline deadline = new RequestDeadline(
            new RequestDeadline.Times(Duration.ofSeconds(15), Duration.ofSeconds(15), Duration.ofSeconds(75)),
            ResponseWriterTest::answer,
            ResponseWriterTest::answer);
    private final ResponseWriter writer = new ResponseWriter(new RequestFlowControl(channel), deadline);

    ResponseWriterTest() {
        channel.pipeline().addLast(deadline, writer);
    }

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    @Test
    void connection_goesOnBehindAnAnswer() {
        network.takes();
        ask(HttpVersion.HTTP_1_1);
        channel.writeAndFlush(answer());

        assertThat(channel.isOpen()).isTrue();
        assertThat(channel.<FullHttpResponse>readOutbound().headers().get(HttpHeaderNames.CONNECTION))
                .isNull();
    }

    @Test
    void connection_endsWhenTheLastAnswerHasBeenTaken() {
        ask(HttpVersion.HTTP_1_0);
        channel.writeAndFlush(answer());
        assertThat(channel.isOpen()).isTrue();

        network.takes();

        assertThat(channel.isOpen()).isFalse();
    }

    /** What follows it may be a stream. */
    @Test
    void answerThatIsTakenLate_endsNothing() {
        ask(HttpVersion.HTTP_1_1);
        channel.writeAndFlush(answer());
        writer.end();

        network.takes();

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void requestsBehindTheLastAnswer_areNotLetIn() {
        network.takes();
        ask(HttpVersion.HTTP_1_1);
        writer.end();
        channel.releaseInbound();

        ask(HttpVersion.HTTP_1_1);

        assertThat(channel.inboundMessages()).isEmpty();
    }

    private void ask(HttpVersion version) {
        channel.writeInbound(new DefaultFullHttpRequest(version, HttpMethod.GET, "/"));
    }

    private static FullHttpResponse answer() {
        FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
        return answer;
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
