package io.ovation.dispatcher;

import akka.actor.typed.ActorRef;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.protocol.TopicMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes up for events of likes that were lost, after which no further one may come: compares a topic's totals with those
 * of the store, and of the same topic in other data centres. All times are {@link System#nanoTime()}.
 */
final class Healing {

    private final ActorRef<TopicMessage> self;
    private final long intervalNanos;
    private final TopicEvents events;
    private final TopicLookup store;
    private final Peers peers;
    private final Map<ActorRef<TopicMessage>, Totals> asking = new HashMap<>();
    private boolean asked;
    private long lastNanos;

    Healing(
            ActorRef<TopicMessage> self,
            Duration interval,
            TopicEvents events,
            TopicLookup store,
            Peers peers,
            long nowNanos) {
        this.self = self;
        this.intervalNanos = interval.toNanos();
        this.events = events;
        this.store = store;
        this.peers = peers;
        this.lastNanos = nowNanos;
    }

    /** To be called now and then while somebody watches. */
    void compare(long nowNanos) {
        if (nowNanos - lastNanos >= intervalNanos) {
            lastNanos = nowNanos;
            store.reload();
            ask();
        }
    }

    /** For whoever wants to know the totals of a topic that nobody watches here. */
    void compareOnce() {
        if (!asked) {
            ask();
        }
    }

    /** Another data centre asks. It is answered once the store of this one is known. */
    void asked(TopicMessage.CompareTotals question) {
        asking.put(question.replyTo(), question.known());
        store.start();
        answer();
    }

    /** The store has told what it knows. */
    void loaded() {
        answer();
        ask();
    }

    private void ask() {
        asked = true;
        if (!store.hasTotals()) {
            return;
        }
        peers.tell(new TopicMessage.CompareTotals(events.totals(), self));
    }

    private void answer() {
        if (!store.isDone()) {
            return;
        }
        Totals known = events.totals();
        asking.forEach((peer, theirs) -> {
            if (!theirs.merge(known).equals(theirs)) {
                peer.tell(new TopicMessage.Forward(new Event.Likes(Map.of(), known, null)));
            }
        });
        asking.clear();
    }
}
