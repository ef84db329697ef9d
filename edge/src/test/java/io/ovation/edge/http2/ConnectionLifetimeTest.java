package io.ovation.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionLifetimeTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final EmbeddedChannel connection = new EmbeddedChannel();

    @AfterEach
    void close() {
        connection.finishAndReleaseAll();
    }

    /** Answers of which only the heads wait are in no other bound. */
    @Test
    void connectionThatDoesNotTakeItsAnswers_isNotReadMeanwhile() {
        new Multiplexing("test", MINUTE, MINUTE, 1_000, 1_000, () -> false, flooded -> {}, stream -> {})
                .begin(connection.pipeline());
        assertThat(connection.config().isAutoRead()).isTrue();

        setWritable(false);
        assertThat(connection.config().isAutoRead()).isFalse();

        setWritable(true);
        assertThat(connection.config().isAutoRead()).isTrue();
    }

    private void setWritable(boolean isWritable) {
        connection.unsafe().outboundBuffer().setUserDefinedWritability(1, isWritable);
        connection.runPendingTasks();
    }
}
