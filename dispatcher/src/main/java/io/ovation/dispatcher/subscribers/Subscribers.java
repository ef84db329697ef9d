package io.ovation.dispatcher.subscribers;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.ovation.common.event.Event;
import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Ending;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.Traceable;
import io.ovation.common.trace.Tracing;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A topic actor's dealings with its subscribers: watches them, writes them to the store, tells them things. Who they are
 * is up to {@link Leases}. Memory comes first and is what counts; the store follows in the background.
 */
public final class Subscribers {

    /** A subscriber, or its node, is no more. */
    public record Gone(ActorRef<FrontendMessage> ref) implements TopicMessage {}

    /** The store did not take a subscriber, who is to be written again. */
    public record NotRecorded(Subscriber subscriber) implements TopicMessage {}

    private final ActorContext<TopicMessage> context;
    private final Topic topic;
    private final SubscriberTable table;
    private final Leases leases;
    private final Tracing tracing;

    public Subscribers(
            ActorContext<TopicMessage> context, Topic topic, SubscriberTable table, Leases leases, Tracing tracing) {
        this.context = context;
        this.topic = topic;
        this.table = table;
        this.leases = leases;
        this.tracing = tracing;
    }

    /** Who can be asked for entries. */
    public ActorRef<LogMessage> self() {
        return context.getSelf().narrow();
    }

    /** @return empty if a later boot of its node is known */
    public Optional<Leases.Grant> admit(Subscriber subscriber, int viewers, long nowNanos) {
        Optional<Leases.Grant> granted = leases.grant(subscriber, viewers, nowNanos);
        granted.ifPresentOrElse(grant -> follow(grant, nowNanos), SubscriberCounters.STALE_BOOT::increment);
        return granted;
    }

    /**
     * Takes over whom the store knew.
     *
     * @param welcomed whether nothing was published without them
     */
    public void inherit(Collection<StoredSubscriber> known, boolean welcomed, long nowNanos) {
        leases.inherit(known, welcomed, nowNanos).forEach(this::watch);
    }

    public void leave(Subscriber subscriber) {
        forget(leases.leave(subscriber));
    }

    public void gone(ActorRef<FrontendMessage> ref) {
        List<Subscriber> gone =
                leases.removeIf(lease -> lease.subscriber().ref().equals(ref));
        SubscriberCounters.NODE_GONE.increment(gone.size());
        forget(gone);
    }

    public void expire(long nowNanos) {
        List<Subscriber> expired = leases.expire(nowNanos);
        SubscriberCounters.LEASE_EXPIRED.increment(expired.size());
        forget(expired);
    }

    public void notRecorded(Subscriber subscriber) {
        leases.find(subscriber).ifPresent(Lease::notRecorded);
    }

    /** Tells a subscriber how the topic stands; what follows comes on the same path. */
    public void welcome(Lease lease, FrontendMessage.Subscribed topicNow) {
        lease.welcomed();
        tell(lease, topicNow);
    }

    /** @param mark how far the log has come; null if nobody knows */
    public void deliver(Event event, @Nullable Mark mark) {
        publish(
                new FrontendMessage.Deliver(topic, event, mark, self()),
                tracing.isSampled(event) ? List.of(event) : List.of());
    }

    /** @param gap whether the entries are not to be shown one by one */
    public void deliver(LogRange range, boolean gap) {
        for (LogRange page : range.pages()) {
            publish(
                    new LogMessage.Entries(topic, null, page, gap, self()),
                    tracing.sampled(page.entries(), Entry::body));
        }
    }

    /** The log has come so far: whoever lacks something asks for it. */
    public void deliver(Mark mark) {
        toAll(tail(mark));
    }

    /** The same for one of them. */
    public void deliver(Lease lease, Mark mark) {
        tell(lease, tail(mark));
    }

    private LogMessage.Tail tail(Mark mark) {
        return new LogMessage.Tail(topic, null, mark, self());
    }

    /** One message per node; not to those who wait to be told how the topic stands, which will include it. */
    private void toAll(FrontendMessage message) {
        for (Lease lease : leases.all()) {
            if (lease.isWelcomed()) {
                tell(lease, message);
            }
        }
    }

    /** @param traced what the message tells, as far as it is followed */
    private void publish(FrontendMessage message, List<Traceable> traced) {
        boolean held = tracing.drill().isAt(Stage.TOPIC_SENT);
        boolean sent = false;
        for (Lease lease : leases.all()) {
            if (!lease.isWelcomed()) {
                continue;
            }
            sent = true;
            Subscriber subscriber = lease.subscriber();
            if (held) {
                tracing.drill().pass(() -> send(subscriber, message, traced));
            } else {
                send(subscriber, message, traced);
            }
        }
        if (!sent) {
            traced.forEach(event -> tracing.ended(Stage.TOPIC_RECEIVED, event, Ending.UNWATCHED));
        }
    }

    private void send(Subscriber subscriber, FrontendMessage message, List<Traceable> traced) {
        // Before it is sent, for it may be there at once.
        for (Traceable event : traced) {
            tracing.sent(event, subscriber.hostAndPort());
        }
        subscriber.ref().tell(message);
        SubscriberCounters.DELIVERED.increment();
    }

    private static void tell(Lease lease, FrontendMessage message) {
        lease.subscriber().ref().tell(message);
        SubscriberCounters.DELIVERED.increment();
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
        if (!lease.isRecorded() || table.wantsAgain(lease.recordedAtNanos(), nowNanos)) {
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
        table.add(topic, subscriber).whenComplete((done, failure) -> {
            if (failure != null) {
                SubscriberCounters.STORE_ADD_FAILED.increment();
                self.tell(new NotRecorded(subscriber));
            }
        });
    }

    private void forget(List<Subscriber> subscribers) {
        for (Subscriber subscriber : subscribers) {
            context.unwatch(subscriber.ref());
            // A removal that is lost costs some needless messages, until the lease of whoever reads the entry is over.
            table.remove(topic, subscriber).whenComplete((done, failure) -> {
                if (failure != null) {
                    SubscriberCounters.STORE_REMOVE_FAILED.increment();
                }
            });
        }
    }
}
