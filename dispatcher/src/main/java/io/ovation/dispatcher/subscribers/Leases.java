package io.ovation.dispatcher.subscribers;

import io.ovation.common.insight.NodeTopic;
import io.ovation.common.protocol.Subscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The frontend nodes that watch one topic, each for as long as it keeps saying so. Of each node only the latest boot
 * counts. All times are {@link System#nanoTime()}.
 */
public final class Leases {

    private final long durationNanos;
    private final Map<String, Lease> byNode = new HashMap<>();

    public Leases(Duration duration) {
        this.durationNanos = duration.toNanos();
    }

    /**
     * A subscriber says that it watches.
     *
     * @return its lease, new or extended; empty if a later boot of its node is known
     */
    Optional<Grant> grant(Subscriber subscriber, int viewers, long nowNanos) {
        Lease known = byNode.get(subscriber.node());
        if (known != null && known.subscriber().replaces(subscriber)) {
            return Optional.empty();
        }
        if (known != null && known.subscriber().equals(subscriber)) {
            known.renew(viewers, nowNanos + durationNanos);
            return Optional.of(new Grant(known, null, false));
        }
        Lease lease = Lease.of(subscriber, viewers, nowNanos + durationNanos);
        put(lease);
        return Optional.of(new Grant(lease, known == null ? null : known.subscriber(), true));
    }

    /**
     * Takes over whom the store knew.
     *
     * @param welcomed whether nothing was published without them
     * @return those that were news; each has a fresh lease
     */
    List<Subscriber> inherit(Collection<StoredSubscriber> known, boolean welcomed, long nowNanos) {
        List<Subscriber> news = new ArrayList<>();
        for (StoredSubscriber stored : known) {
            Subscriber subscriber = stored.subscriber();
            // Whoever has spoken for itself since is not outdone by a record, unless that is of a later boot.
            Lease lease = byNode.get(subscriber.node());
            if (lease == null || subscriber.replaces(lease.subscriber())) {
                put(Lease.inherited(stored, welcomed, nowNanos + durationNanos, nowNanos));
                news.add(subscriber);
            }
        }
        return news;
    }

    /** @return whose lease it was, if that boot of that node had one */
    List<Subscriber> leave(Subscriber subscriber) {
        return removeIf(lease -> lease.subscriber().node().equals(subscriber.node())
                && lease.subscriber().epoch() == subscriber.epoch());
    }

    /** @return whose leases are over; they are removed */
    List<Subscriber> expire(long nowNanos) {
        return removeIf(lease -> lease.isOver(nowNanos));
    }

    List<Subscriber> removeIf(Predicate<Lease> condition) {
        List<Subscriber> removed = new ArrayList<>();
        byNode.values().removeIf(lease -> {
            boolean remove = condition.test(lease);
            if (remove) {
                SubscriberCounters.LEASES.decrementAndGet();
                removed.add(lease.subscriber());
            }
            return remove;
        });
        return removed;
    }

    private void put(Lease lease) {
        if (byNode.put(lease.subscriber().node(), lease) == null) {
            SubscriberCounters.LEASES.incrementAndGet();
        }
    }

    /** The topic has gone to another node, or nobody needs it any more: they do not count here. */
    public void release() {
        SubscriberCounters.LEASES.addAndGet(-byNode.size());
        byNode.clear();
    }

    Optional<Lease> find(Subscriber subscriber) {
        return Optional.ofNullable(byNode.get(subscriber.node()))
                .filter(lease -> lease.subscriber().equals(subscriber));
    }

    public Collection<Lease> all() {
        return byNode.values();
    }

    /** Each with the viewers that it has told of. */
    public List<NodeTopic.SubscribedFrontend> frontends() {
        return byNode.values().stream()
                .map(lease -> new NodeTopic.SubscribedFrontend(
                        lease.subscriber().hostAndPort(),
                        lease.viewers().isPresent() ? lease.viewers().getAsInt() : null))
                .toList();
    }

    public boolean isEmpty() {
        return byNode.isEmpty();
    }

    /** On all nodes together, as far as they have said. */
    public int viewers() {
        return byNode.values().stream()
                .mapToInt(lease -> lease.viewers().orElse(0))
                .sum();
    }

    /** False for a while after the topic has moved, when the sum would be seen to drop and rise again. */
    public boolean areViewersKnown() {
        return byNode.values().stream().allMatch(lease -> lease.viewers().isPresent());
    }

    /**
     * The outcome of {@link #grant}.
     *
     * @param replaced what the new lease took the place of, if anything
     * @param isNew whether this is the first word of that boot
     */
    public record Grant(Lease lease, @Nullable Subscriber replaced, boolean isNew) {}
}
