package io.ovation.dispatcher.topic;

import io.ovation.common.event.Event;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.subscribers.Lease;
import io.ovation.dispatcher.subscribers.Leases;
import io.ovation.dispatcher.subscribers.StoredSubscriber;
import io.ovation.dispatcher.subscribers.Subscribers;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Answers subscriptions: with the first one the topic is loaded and its log followed; each subscriber is told how the
 * topic stands once that is known, or once it is overdue; with the last one the log is released.
 */
final class SubscriptionFlow {

    private final Topic topic;
    private final TopicEnvironment environment;
    private final Leases leases;
    private final Subscribers subscribers;
    private final TopicLookup lookup;
    private final TopicEvents events;
    private final EventFlow eventFlow;
    private final LogFlow log;

    SubscriptionFlow(
            Topic topic,
            TopicEnvironment environment,
            Leases leases,
            Subscribers subscribers,
            TopicLookup lookup,
            TopicEvents events,
            EventFlow eventFlow,
            LogFlow log) {
        this.topic = topic;
        this.environment = environment;
        this.leases = leases;
        this.subscribers = subscribers;
        this.lookup = lookup;
        this.events = events;
        this.eventFlow = eventFlow;
        this.log = log;
    }

    /** Those whom the store knew before anything was published without them: an earlier owner has welcomed them. */
    void resume(Collection<StoredSubscriber> known) {
        subscribers.inherit(known, true, now());
        if (!leases.isEmpty()) {
            begin();
        }
    }

    /** Those whom the store has named only now. */
    void inherit(Collection<StoredSubscriber> known) {
        subscribers.inherit(known, false, now());
        leases.all().stream().filter(lease -> !lease.isWelcomed()).toList().forEach(this::greet);
    }

    void subscribe(TopicMessage.Subscribe subscribe) {
        subscribers
                .admit(subscribe.subscriber(), subscribe.viewers(), now())
                .map(Leases.Grant::lease)
                .ifPresent(lease -> {
                    lease.awaitWelcome();
                    greet(lease);
                });
    }

    void renew(TopicMessage.Renew renew) {
        Optional<Leases.Grant> granted = subscribers.admit(renew.subscriber(), renew.viewers(), now());
        if (granted.isPresent() && granted.get().isNew()) {
            greet(granted.get().lease());
            return;
        }
        countViewers();
        granted.map(Leases.Grant::lease)
                .filter(Lease::isWelcomed)
                .ifPresent(lease -> compare(lease, Optional.ofNullable(renew.mark())));
    }

    void unsubscribe(TopicMessage.Unsubscribe unsubscribe) {
        subscribers.leave(unsubscribe.subscriber());
        settle();
    }

    void gone(Subscribers.Gone gone) {
        subscribers.gone(gone.ref());
        settle();
    }

    void expire() {
        subscribers.expire(now());
        settle();
    }

    void loaded(BackendMessage.TopicLoaded answer) {
        boolean late = lookup.isOverdue();
        boolean awaited = log.isKept() && !lookup.isDone();
        if (!awaited || (!late && leases.all().stream().anyMatch(Lease::isWelcomed))) {
            // Those who were taken over may lack what was lost with the topic's earlier owner.
            eventFlow.publish(answer.totals());
        }
        events.merge(answer.totals());
        if (awaited) {
            lookup.done();
            log.start(answer.latest());
            welcome(lease -> late || !lease.isWelcomed());
        }
    }

    /** Also asked for now and then: of an answer that is no news nothing leaves. */
    void presenceFound(TopicLookup.PresenceFound found) {
        if (found.presence() != null && !lookup.isOlderThanChange(found)) {
            lookup.done();
            presenceKnown(found.presence());
        }
        // Else the bucket has only just started, or a change has overtaken its answer; it is asked again.
    }

    /** The member has come or gone. */
    void presenceChanged(Event.Presence now) {
        lookup.changed();
        presenceKnown(now);
    }

    private void presenceKnown(Event.Presence presence) {
        eventFlow.publish(presence);
        if (lookup.isDone()) {
            welcome(lease -> !lease.isWelcomed());
        }
    }

    void overdue() {
        lookup.overdue();
        welcome(lease -> !lease.isWelcomed());
    }

    /** The log turned out to be another one. */
    void reload() {
        lookup.restart();
    }

    /** Answers a subscriber, at once if the topic's state is there. */
    private void greet(Lease lease) {
        countViewers();
        begin();
        if (lookup.isSettled()) {
            welcome(lease);
        }
    }

    private void begin() {
        log.keep();
        lookup.start();
    }

    /** Somebody may have gone. */
    private void settle() {
        countViewers();
        if (leases.isEmpty() && log.isKept()) {
            log.release();
            lookup.reset();
        }
    }

    /** A subscriber without a mark was told of the topic before the log was known, or by an earlier owner. */
    private void compare(Lease lease, Optional<Mark> theirs) {
        if (theirs.isPresent()) {
            log.renewed(lease, theirs.get());
        } else if (log.mark() != null) {
            welcome(lease);
        }
    }

    private void welcome(Predicate<Lease> condition) {
        List<Lease> waiting = leases.all().stream().filter(condition).toList();
        if (!waiting.isEmpty()) {
            FrontendMessage.Subscribed standing = standing();
            waiting.forEach(lease -> subscribers.welcome(lease, standing));
        }
    }

    private void welcome(Lease lease) {
        subscribers.welcome(lease, standing());
    }

    /** How the topic stands now. */
    private FrontendMessage.Subscribed standing() {
        LogRange latest = log.latestPage();
        Event.Presence presence = events.presence().orElse(null);
        return new FrontendMessage.Subscribed(
                topic, events.totals(), leases.viewers(), presence, latest, subscribers.self());
    }

    private void countViewers() {
        if (topic.kind() != Topic.Kind.PRESENCE && leases.areViewersKnown()) {
            eventFlow.countViewers();
        }
    }

    private long now() {
        return environment.nanoTime().getAsLong();
    }
}
