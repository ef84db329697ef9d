package io.ovation.dispatcher.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PendingRequestTest {

    private static final long MILLI = 1_000_000;

    private final PendingRequest<String> request = new PendingRequest<>(new SplittableRandom(1));

    @Test
    void request_isDueAtOnce_andAgainWhenNobodyAnswers() {
        request.begin("commit", 0);
        assertThat(request.due(0)).contains("commit");
        assertThat(request.due(249 * MILLI)).isEmpty();
        assertThat(request.due(313 * MILLI)).contains("commit");
    }

    @Test
    void request_isRepeatedLessAndLessOften_butEveryFewSeconds() {
        request.begin("commit", 0);
        long now = 0;
        for (int attempt = 0; attempt < 100; attempt++) {
            assertThat(request.due(now)).isPresent();
            long wait = request.dueAtNanos() - now;
            assertThat(wait).isBetween(250 * MILLI, 2_500 * MILLI);
            assertThat(wait).isGreaterThanOrEqualTo(attempt < 3 ? (250 * MILLI) << attempt : 2_000 * MILLI);
            now = request.dueAtNanos();
        }
    }

    @Test
    void requestThatIsAnswered_isNotRepeated() {
        request.begin("commit", 0);

        request.end();

        assertThat(request.isPending()).isFalse();
        assertThat(request.current()).isEmpty();
        assertThat(request.due(10_000 * MILLI)).isEmpty();
    }

    @Test
    void requestThatIsPostponed_waits() {
        request.begin("commit", 0);

        request.postpone(Duration.ofSeconds(3), 0);

        assertThat(request.due(2_999 * MILLI)).isEmpty();
        assertThat(request.due(3_750 * MILLI)).contains("commit");
    }
}
