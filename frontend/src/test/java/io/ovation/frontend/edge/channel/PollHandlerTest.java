package io.ovation.frontend.edge.channel;

import static io.netty.handler.codec.http.HttpResponseStatus.OK;
import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.concurrent.Promise;
import io.ovation.common.log.Mark;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Tracing;
import io.ovation.frontend.TestLog;
import io.ovation.frontend.frame.EncodedEvents;
import io.ovation.frontend.frame.FrameEncoder;
import io.ovation.frontend.link.LastSeen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PollHandlerTest {

    private static final Topic CATS = Topic.video("cats");
    private static final int MAX_BYTES = 2_000;

    private final TestLog log = new TestLog("c");
    private final FrameEncoder encoder = new FrameEncoder(Tracing.off());
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Promise<Void> end = channel.eventLoop().newPromise();
    private final ByteBudget budget = new ByteBudget(1_000);
    private final Counter full = new SimpleMeterRegistry().counter("full");
    private final Counter shortOfMemory = new SimpleMeterRegistry().counter("memory");
    private final PollHandler poll = poll();

    private PollHandler poll() {
        channel.freezeTime();
        PollAnswer answer = new PollAnswer(Map.of(CATS, LastSeen.at(Mark.START)), MAX_BYTES);
        PollHandler handler = new PollHandler(
                channel, answer, new Responses(), Duration.ofSeconds(25), end, budget, full, shortOfMemory);
        channel.pipeline().addLast(handler);
        return handler;
    }

    @Test
    void pollWithoutNews_isAnsweredWithNoneInTheEnd() {
        channel.advanceTimeBy(24, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();

        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(answer()).isEqualTo("[]");
        assertThat(end.isDone()).isTrue();
        assertThat(full.count()).isZero();
    }

    @Test
    void whatIsGathered_countsUntilTheClientIsGone() {
        poll.write(List.of(comment("hi")));
        assertThat(budget.taken()).isPositive().isEqualTo(poll.waitingBytes());
        assertThat(channel.isOpen()).isTrue();

        assertThat(end.isDone()).isFalse();

        channel.close();

        assertThat(budget.taken()).isZero();
        assertThat(end.isDone()).isTrue();
    }

    @Test
    void poll_isAnsweredWithWhatThereIsWhileMemoryIsShort() {
        budget.take(budget.limit());

        poll.write(comment("hi"));

        assertThat(answer()).contains("\"text\":\"hi\"");
        assertThat(shortOfMemory.count()).isEqualTo(1);
        assertThat(full.count()).isZero();
        assertThat(end.isDone()).isTrue();
        assertThat(budget.taken()).isEqualTo(budget.limit());
    }

    @Test
    void answer_thatHasNoRoomForMoreIsCountedAndLeaves() {
        poll.write(comment("x".repeat(MAX_BYTES)));

        assertThat(answer()).contains("xxx");
        assertThat(full.count()).isEqualTo(1);
        assertThat(shortOfMemory.count()).isZero();
    }

    @Test
    void channelThatIsGone_leavesNoTaskBehind() {
        poll.close();
        channel.close();
        channel.runPendingTasks();

        assertThat(channel.hasPendingTasks()).isFalse();
    }

    @Test
    void clientThatDoesNotTakeItsAnswer_isGivenUp() {
        poll.close();
        channel.advanceTimeBy(10, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void clientThatClosesItsHalfBehindItsRequest_isAskedAndAnswered() {
        halfClose();
        assertThat(channel.<HttpResponse>readOutbound().status()).isEqualTo(OK);
        assertThat(content()).isEqualTo(" ");
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(content()).isEqualTo(" ");
        assertThat(channel.isOpen()).isTrue();

        poll.write(comment("x".repeat(MAX_BYTES)));

        assertThat(content()).contains("xxx");
        assertThat(channel.outboundMessages()).isEmpty();
        assertThat(end.isDone()).isTrue();
    }

    @Test
    void clientThatClosesItsHalfLater_hasGone() {
        channel.advanceTimeBy(1, TimeUnit.SECONDS);

        halfClose();

        assertThat(channel.isOpen()).isFalse();
        assertThat(end.isDone()).isTrue();
        assertThat(channel.outboundMessages()).isEmpty();
    }

    @Test
    void clientThatClosesItsHalfWhenItIsAnswered_isNotAskedAnything() {
        poll.close();

        halfClose();

        assertThat(answer()).isEqualTo("[]");
        assertThat(channel.outboundMessages()).isEmpty();
    }

    @Test
    void whatComesBehindTheAnswer_isNotGathered() {
        poll.close();
        poll.write(comment("late"));

        assertThat(answer()).isEqualTo("[]");
        assertThat(channel.outboundMessages()).isEmpty();
        assertThat(budget.taken()).isZero();
    }

    private void halfClose() {
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }

    private String content() {
        HttpContent content = channel.readOutbound();
        String text = content.content().toString(UTF_8);
        content.release();
        return text;
    }

    private EncodedEvents comment(String text) {
        return encoder.comments(CATS, List.of(log.comment("ann", text)));
    }

    private String answer() {
        FullHttpResponse response = channel.readOutbound();
        String json = response.content().toString(UTF_8);
        response.release();
        return json;
    }

    private static final class Responses implements PollResponses {

        @Override
        public HttpResponse whole(byte[] json) {
            return new DefaultFullHttpResponse(HTTP_1_1, OK, Unpooled.wrappedBuffer(json));
        }

        @Override
        public HttpResponse begin() {
            return new DefaultHttpResponse(HTTP_1_1, OK);
        }

        @Override
        public HttpContent blank() {
            return new DefaultHttpContent(Unpooled.copiedBuffer(" ", UTF_8));
        }

        @Override
        public HttpContent rest(byte[] json) {
            return new DefaultLastHttpContent(Unpooled.wrappedBuffer(json));
        }
    }
}
