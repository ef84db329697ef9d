package io.ovation.frontend.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.frontend.topic.Subscription.Due;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

    private static final long NOW = Long.MAX_VALUE - 5;
    private static final TopicSettings SETTINGS =
            TestSettings.with("lease-renewal = 8s, linger = 3s, subscribe-retry = 1s");

    private final Subscription subscription = new Subscription(SETTINGS, NOW);

    @Test
    void due_subscribesForTheFirstViewerOnly() {
        subscription.setViewers(1, NOW);
        assertThat(due(0)).isEqualTo(Due.SUBSCRIBE);

        subscription.setViewers(2, NOW);
        assertThat(due(0)).isEqualTo(Due.NOTHING);
    }

    @Test
    void due_subscribesAgainUntilItIsAnswered() {
        subscription.setViewers(1, NOW);
        due(0);

        assertThat(due(999)).isEqualTo(Due.NOTHING);
        assertThat(due(1_000)).isEqualTo(Due.SUBSCRIBE);
        assertThat(due(2_000)).isEqualTo(Due.SUBSCRIBE);

        subscription.answered(true, after(2_000));
        assertThat(due(3_000)).isEqualTo(Due.NOTHING);
    }

    @Test
    void due_renewsOnTime() {
        held();

        assertThat(due(7_999)).isEqualTo(Due.NOTHING);
        assertThat(due(8_000)).isEqualTo(Due.RENEW);
        assertThat(due(15_999)).isEqualTo(Due.NOTHING);
        assertThat(due(16_000)).isEqualTo(Due.RENEW);
    }

    @Test
    void due_renewsEarlierByJitter() {
        held();
        assertThat(subscription.due(after(8_000), 1)).isEqualTo(Due.RENEW);

        assertThat(due(13_999)).isEqualTo(Due.NOTHING);
        assertThat(due(14_000)).isEqualTo(Due.RENEW);
    }

    @Test
    void due_tellsAChangeOfViewersSoon() {
        held();
        subscription.setViewers(2, after(1_000));
        subscription.setViewers(3, after(1_400));

        assertThat(due(1_499)).isEqualTo(Due.NOTHING);
        assertThat(subscription.nextNanos()).isEqualTo(after(1_500));
        assertThat(due(1_500)).isEqualTo(Due.RENEW);
        assertThat(due(2_500)).isEqualTo(Due.NOTHING);
    }

    @Test
    void due_asksForTheLogUntilItHasCome() {
        subscription.setViewers(1, NOW);
        due(0);
        subscription.answered(false, NOW);

        assertThat(due(8_000)).isEqualTo(Due.SUBSCRIBE);
        subscription.answered(true, after(8_000));
        assertThat(due(16_000)).isEqualTo(Due.RENEW);
    }

    @Test
    void due_unsubscribesAfterTheLastViewerHasBeenGoneForTheLinger() {
        held();
        subscription.setViewers(0, after(1_000));

        assertThat(due(3_999)).isEqualTo(Due.RENEW);
        assertThat(subscription.nextNanos()).isEqualTo(after(4_000));
        assertThat(due(4_000)).isEqualTo(Due.UNSUBSCRIBE);
    }

    @Test
    void due_keepsATopicWhoseViewerCameBack() {
        held();
        subscription.setViewers(0, NOW);
        subscription.setViewers(1, NOW);

        assertThat(due(4_000)).isEqualTo(Due.RENEW);
    }

    @Test
    void renewNow_doesNotWait() {
        held();

        subscription.renewNow(after(1_000));

        assertThat(due(1_000)).isEqualTo(Due.RENEW);
    }

    @Test
    void begin_subscribesAnewAndUntilItIsAnswered() {
        held();

        subscription.begin(after(1_000));

        assertThat(due(1_000)).isEqualTo(Due.SUBSCRIBE);
        assertThat(due(2_000)).isEqualTo(Due.SUBSCRIBE);
    }

    @Test
    void begin_isDoneAtMostOnceASecond() {
        held();
        subscription.begin(after(1_000));
        assertThat(due(1_000)).isEqualTo(Due.SUBSCRIBE);
        subscription.answered(true, after(1_010));

        subscription.begin(after(1_020));

        assertThat(due(1_999)).isEqualTo(Due.NOTHING);
        assertThat(subscription.nextNanos()).isEqualTo(after(2_000));
        assertThat(due(2_000)).isEqualTo(Due.SUBSCRIBE);
        subscription.answered(true, after(2_010));
        subscription.begin(after(2_020));
        assertThat(due(2_999)).isEqualTo(Due.NOTHING);
        assertThat(due(3_000)).isEqualTo(Due.SUBSCRIBE);
        subscription.answered(true, after(3_010));
        subscription.begin(after(8_000));
        assertThat(due(8_000)).as("after a rest").isEqualTo(Due.SUBSCRIBE);
    }

    private void held() {
        subscription.setViewers(1, NOW);
        due(0);
        subscription.answered(true, NOW);
    }

    private Due due(long millis) {
        return subscription.due(after(millis), 0);
    }

    /** Wraps around, as {@link System#nanoTime()} may. */
    private static long after(long millis) {
        return NOW + TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
