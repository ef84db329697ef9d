package io.ovation.dispatcher.subscribers;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.protocol.Subscriber;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private static final long LEASE = Duration.ofSeconds(30).toNanos();

    private final Subscriber one = TestSubscribers.of("one", 1);
    private final Subscriber oneLater = TestSubscribers.of("one", 2);
    private final Subscriber two = TestSubscribers.of("two", 1);

    private final Leases leases = new Leases(Duration.ofNanos(LEASE));

    @Test
    void grant_isNewOnlyForTheFirstWordOfABoot() {
        assertThat(leases.grant(one, 3, 0)).get().matches(Leases.Grant::isNew);
        assertThat(leases.grant(one, 5, 1)).get().matches(grant -> !grant.isNew());
        assertThat(leases.viewers()).isEqualTo(5);
    }

    @Test
    void leases_areCountedOnTheNode_untilTheyEndOrTheirTopicLeaves() {
        int before = SubscriberCounters.LEASES.get();
        leases.grant(one, 3, 0);
        leases.grant(one, 3, 1);
        leases.grant(oneLater, 3, 1);
        leases.inherit(List.of(new StoredSubscriber(two, Duration.ZERO)), true, 1);
        assertThat(SubscriberCounters.LEASES.get() - before).isEqualTo(2);

        leases.leave(oneLater);
        assertThat(SubscriberCounters.LEASES.get() - before).isEqualTo(1);

        leases.release();
        assertThat(SubscriberCounters.LEASES.get()).isEqualTo(before);
    }

    @Test
    void laterBoot_replacesTheEarlierOne() {
        leases.grant(one, 3, 0);

        Leases.Grant grant = leases.grant(oneLater, 1, 1).orElseThrow();

        assertThat(grant.isNew()).isTrue();
        assertThat(grant.replaced()).isEqualTo(one);
        assertThat(leases.all()).extracting(Lease::subscriber).containsExactly(oneLater);
        assertThat(leases.viewers()).isEqualTo(1);
    }

    @Test
    void earlierBoot_isRefused() {
        leases.grant(oneLater, 1, 0);

        assertThat(leases.grant(one, 3, 1)).isEmpty();
        assertThat(leases.all()).extracting(Lease::subscriber).containsExactly(oneLater);
    }

    @Test
    void sameBootWithAnotherAddress_isNew() {
        leases.grant(one, 3, 0);
        Subscriber moved = TestSubscribers.of("one", 1);

        Leases.Grant grant = leases.grant(moved, 3, 1).orElseThrow();

        assertThat(grant.isNew()).isTrue();
        assertThat(leases.all()).extracting(Lease::subscriber).containsExactly(moved);
    }

    @Test
    void leave_countsForThatBootOnly() {
        leases.grant(oneLater, 1, 0);

        assertThat(leases.leave(one)).isEmpty();
        assertThat(leases.leave(oneLater)).containsExactly(oneLater);
        assertThat(leases.isEmpty()).isTrue();
    }

    @Test
    void lease_endsUnlessRenewed() {
        leases.grant(one, 1, 0);
        leases.grant(two, 1, 0);
        leases.grant(one, 1, LEASE / 2);

        assertThat(leases.expire(LEASE - 1)).isEmpty();
        assertThat(leases.expire(LEASE)).containsExactly(two);
        assertThat(leases.expire(LEASE + LEASE / 2)).containsExactly(one);
    }

    @Test
    void lease_survivesOverflowOfTheNanoClock() {
        leases.grant(one, 1, Long.MAX_VALUE - 1);

        assertThat(leases.expire(Long.MAX_VALUE)).isEmpty();
        assertThat(leases.expire(Long.MAX_VALUE - 1 + LEASE)).containsExactly(one);
    }

    @Test
    void inherit_givesAFreshLeaseToWhomIsNotKnown() {
        leases.grant(one, 4, 0);

        assertThat(leases.inherit(stored(one, two), true, 10)).containsExactly(two);
        assertThat(leases.expire(LEASE)).containsExactly(one);
        assertThat(leases.expire(LEASE + 10)).containsExactly(two);
    }

    @Test
    void inherit_doesNotBringBackAnEarlierBoot() {
        leases.grant(oneLater, 1, 0);

        assertThat(leases.inherit(stored(one), true, 0)).isEmpty();
        assertThat(leases.inherit(stored(TestSubscribers.of("one", 3)), true, 0))
                .hasSize(1);
    }

    @Test
    void inheritedSubscriber_isWelcomedButItsViewersAreUnknownUntilItRenews() {
        leases.inherit(stored(one), true, 0);

        assertThat(leases.all()).allMatch(Lease::isWelcomed);
        assertThat(leases.areViewersKnown()).isFalse();
        assertThat(leases.viewers()).isZero();

        leases.grant(one, 7, 0);

        assertThat(leases.areViewersKnown()).isTrue();
        assertThat(leases.viewers()).isEqualTo(7);
    }

    @Test
    void inheritedSubscriber_wasRecordedWhenTheStoreSays() {
        leases.inherit(List.of(new StoredSubscriber(one, Duration.ofNanos(7))), true, 10);

        Lease lease = leases.find(one).orElseThrow();
        assertThat(lease.isRecorded()).isTrue();
        assertThat(lease.recordedAtNanos()).isEqualTo(3);
    }

    @Test
    void newSubscriber_isNotRecordedYet() {
        assertThat(leases.grant(one, 1, 0).orElseThrow().lease().isRecorded()).isFalse();
    }

    private static List<StoredSubscriber> stored(Subscriber... subscribers) {
        return Stream.of(subscribers)
                .map(subscriber -> new StoredSubscriber(subscriber, Duration.ZERO))
                .toList();
    }
}
