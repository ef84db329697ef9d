package io.ovation.edge.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestDeadlineTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final RequestDeadline deadline = new RequestDeadline(
            new RequestDeadline.Times(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(75)),
            () -> new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_TIMEOUT),
            () -> new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SERVICE_UNAVAILABLE));

    @BeforeEach
    void begin() {
        channel.freezeTime();
        channel.pipeline().addLast(deadline);
    }

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    @Test
    void connectionWithoutARequest_isClosedInSilence() {
        pass(14);
        assertThat(channel.isOpen()).isTrue();

        pass(1);

        assertThat(isAnswered()).isFalse();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void firstRequest_hasItsTimeFromTheBeginOfTheConnection() {
        pass(10);
        bytes();
        pass(4);
        assertThat(isAnswered()).isFalse();

        pass(1);

        assertThat(isAnswered()).isTrue();
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void request_isNotGivenMoreTimeForBytesThatDrip() {
        for (int second = 0; second < 14; second++) {
            bytes();
            pass(1);
        }
        assertThat(isAnswered()).isFalse();

        bytes();
        pass(1);

        assertThat(isAnswered()).isTrue();
    }

    @Test
    void connection_isKeptBetweenRequests() {
        request();
        deadline.answered();
        pass(74);
        assertThat(channel.isOpen()).isTrue();

        pass(1);

        assertThat(isAnswered()).isFalse();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void nextRequest_hasTheTimeOfARequest() {
        request();
        deadline.answered();
        pass(61);
        bytes();
        pass(14);
        assertThat(isAnswered()).isFalse();

        pass(1);

        assertThat(isAnswered()).isTrue();
    }

    @Test
    void answerThatIsNotTaken_endsTheConnection() {
        request();
        bytes();
        pass(15);

        assertThat(isAnswered()).isFalse();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void requestWithoutAnAnswer_isAnswered() {
        bytes();
        deadline.making();
        pass(29);
        assertThat(isAnswered()).isFalse();

        pass(1);

        assertThat(isAnswered()).isTrue();
        assertThat(channel.isOpen()).isTrue();
        pass(15);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void answerInParts_hasTimeWhileNoneIsToBeTaken() {
        request();
        deadline.pausing();
        pass(1_000);
        assertThat(channel.isOpen()).isTrue();

        deadline.answering();
        pass(14);
        assertThat(channel.isOpen()).isTrue();
        pass(1);

        assertThat(isAnswered()).isFalse();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void lateRequest_isAnsweredOnce() {
        bytes();
        pass(15);
        assertThat(isAnswered()).isTrue();
        bytes();

        pass(15);

        assertThat(isAnswered()).isFalse();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void connectionThatHasBecomeAStream_hasNoDeadline() {
        request();
        channel.pipeline().remove(deadline);
        deadline.answering();

        assertThat(channel.hasPendingTasks()).isFalse();
    }

    private void request() {
        bytes();
        deadline.answering();
    }

    private void bytes() {
        channel.writeInbound(Unpooled.copyInt(0));
    }

    private void pass(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    private boolean isAnswered() {
        return channel.readOutbound() != null;
    }
}
