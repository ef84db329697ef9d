package io.ovation.dispatcher;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.ovation.common.event.Snapshot;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.subscription.SubscriptionStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

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
        granted.ifPresentOrElse(this::follow, DispatcherCounters.STALE_BOOT::increment);
        return granted;
    }

    /** Takes over whom the store knew. */
    void inherit(Collection<Subscriber> known, long nowNanos) {
        leases.inherit(known, nowNanos).forEach(this::watch);
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
        leases.find(subscriber).ifPresent(lease -> lease.recorded(false));
    }

    void welcome(Lease lease, Snapshot snapshot) {
        lease.welcomed();
        lease.subscriber().ref().tell(new FrontendMessage.Subscribed(topic, snapshot));
    }

    /** One message per node; not to those who still wait for their snapshot, which will include the event. */
    void deliver(StampedEvent stamped) {
        FrontendMessage.Deliver message = new FrontendMessage.Deliver(topic, stamped.id(), stamped.event());
        for (Lease lease : leases.all()) {
            if (lease.isWelcomed()) {
                lease.subscriber().ref().tell(message);
                DispatcherCounters.DELIVERED.increment();
            }
        }
        DispatcherCounters.PUBLISHED.increment();
    }

    private void follow(Leases.Grant grant) {
        Subscriber subscriber = grant.lease().subscriber();
        if (grant.replaced() != null && !grant.replaced().ref().equals(subscriber.ref())) {
            context.unwatch(grant.replaced().ref());
        }
        if (grant.isNew()) {
            watch(subscriber);
        }
        if (grant.isNew() || !grant.lease().isRecorded()) {
            record(grant.lease());
        }
    }

    private void watch(Subscriber subscriber) {
        context.watchWith(subscriber.ref(), new Gone(subscriber.ref()));
    }

    private void record(Lease lease) {
        Subscriber subscriber = lease.subscriber();
        ActorRef<TopicMessage> self = context.getSelf();
        lease.recorded(true);
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
