package io.ovation.dispatcher;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.ovation.common.delivery.Outbound;
import io.ovation.common.delivery.Position;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.Snapshot;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.subscription.SubscriptionStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The hands of a topic actor towards its subscribers: watches them, writes them to the store, tells them things. Who
 * they are is up to {@link Leases}. Memory comes first and is what counts; the store follows in the background.
 */
final class Audience {

    /** A subscriber, or its node, is no more. */
    record Gone(ActorRef<FrontendMessage> ref) implements TopicMessage {}

    /** The store did not take a subscriber, who is to be written again. */
    record NotRecorded(Subscriber subscriber) implements TopicMessage {}

    private final ActorContext<TopicMessage> context;
    private final Topic topic;
    private final SubscriptionStore store;
    private final Leases leases;

    Audience(ActorContext<TopicMessage> context, Topic topic, SubscriptionStore store, Leases leases) {
        this.context = context;
        this.topic = topic;
        this.store = store;
        this.leases = leases;
    }

    /** @return empty if a later boot of its node is known */
    Optional<Leases.Grant> admit(Subscriber subscriber, int viewers, long nowNanos) {
        Optional<Leases.Grant> granted = leases.grant(subscriber, viewers, nowNanos);
        granted.ifPresentOrElse(grant -> follow(grant, nowNanos), DispatcherCounters.STALE_BOOT::increment);
        return granted;
    }

    /**
     * Takes over whom the store knew.
     *
     * @param complete whether nothing was published without them
     */
    void inherit(Collection<Subscriber> known, boolean complete, long nowNanos) {
        leases.inherit(known, complete, nowNanos).forEach(this::watch);
    }

    void leave(Subscriber subscriber) {
        forget(leases.leave(subscriber));
    }

    void gone(ActorRef<FrontendMessage> ref) {
        List<Subscriber> gone =
                leases.removeIf(lease -> lease.subscriber().ref().equals(ref));
        DispatcherCounters.NODE_GONE.increment(gone.size());
        forget(gone);
    }

    void expire(long nowNanos) {
        List<Subscriber> expired = leases.expire(nowNanos);
        DispatcherCounters.LEASE_EXPIRED.increment(expired.size());
        forget(expired);
    }

    void notRecorded(Subscriber subscriber) {
        leases.find(subscriber).ifPresent(Lease::notRecorded);
    }

    /**
     * Begins a stream of comments with the topic as it stands.
     *
     * @param next the number of the next comment
     */
    void welcome(Lease lease, Snapshot snapshot, long next, long nowNanos) {
        long lacking = lease.parcels().oldest().map(Parcel::number).orElse(next);
        lease.welcomed();
        lease.parcels().restart(ThreadLocalRandom.current().nextLong());
        send(lease, new Parcel.Welcome(lacking, snapshot), nowNanos);
    }

    /** One message per node. */
    void deliver(Event event) {
        FrontendMessage.Deliver message = new FrontendMessage.Deliver(topic, event);
        for (Lease lease : leases.all()) {
            if (lease.isWelcomed()) {
                lease.subscriber().ref().tell(message);
                DispatcherCounters.DELIVERED.increment();
            }
        }
        DispatcherCounters.PUBLISHED.increment();
    }

    /**
     * One message per node; not to those who still wait for their snapshot, which will include it.
     *
     * @return those who have too many to acknowledge and did not get it: another welcome makes up for it
     */
    List<Lease> deliver(Comment comment, long number, long nowNanos) {
        List<Lease> behind = new ArrayList<>();
        for (Lease lease : leases.all()) {
            if (lease.isWelcomed() && lease.parcels().isFull()) {
                DispatcherCounters.SUBSCRIBER_BEHIND.increment();
                behind.add(lease);
            } else if (lease.isWelcomed()) {
                send(lease, new Parcel.Numbered(number, comment), nowNanos);
            }
        }
        DispatcherCounters.PUBLISHED.increment();
        return behind;
    }

    void received(TopicMessage.Received received, long nowNanos) {
        leases.find(received.receiver())
                .ifPresent(lease -> lease.parcels().acknowledge(received.stream(), received.sequence(), nowNanos));
    }

    /** Sends again what was not acknowledged in time. */
    void repeat(long nowNanos) {
        for (Lease lease : leases.all()) {
            for (Outbound.Sent<Parcel> sent : lease.parcels().overdue(nowNanos)) {
                DispatcherCounters.REPEATED.increment();
                lease.subscriber().ref().tell(sent.item().message(topic, sent.position(), context.getSelf()));
            }
        }
    }

    private void send(Lease lease, Parcel parcel, long nowNanos) {
        Position position = lease.parcels().add(parcel, nowNanos);
        lease.subscriber().ref().tell(parcel.message(topic, position, context.getSelf()));
        DispatcherCounters.DELIVERED.increment();
    }

    private void follow(Leases.Grant grant, long nowNanos) {
        Subscriber subscriber = grant.lease().subscriber();
        if (grant.replaced() != null && !grant.replaced().ref().equals(subscriber.ref())) {
            context.unwatch(grant.replaced().ref());
        }
        if (grant.isNew()) {
            watch(subscriber);
        }
        Lease lease = grant.lease();
        if (grant.isNew() || !lease.isRecorded() || store.wantsAgain(lease.recordedAtNanos(), nowNanos)) {
            record(lease, nowNanos);
        }
    }

    private void watch(Subscriber subscriber) {
        context.watchWith(subscriber.ref(), new Gone(subscriber.ref()));
    }

    private void record(Lease lease, long nowNanos) {
        Subscriber subscriber = lease.subscriber();
        ActorRef<TopicMessage> self = context.getSelf();
        lease.recorded(nowNanos);
        store.add(topic, subscriber).whenComplete((done, failure) -> {
            if (failure != null) {
                DispatcherCounters.STORE_ADD_FAILED.increment();
                self.tell(new NotRecorded(subscriber));
            }
        });
    }

    private void forget(List<Subscriber> subscribers) {
        for (Subscriber subscriber : subscribers) {
            context.unwatch(subscriber.ref());
            // A removal that is lost costs some needless messages, until the lease of whoever reads the entry is over.
            store.remove(topic, subscriber).whenComplete((done, failure) -> {
                if (failure != null) {
                    DispatcherCounters.STORE_REMOVE_FAILED.increment();
                }
            });
        }
    }
}
