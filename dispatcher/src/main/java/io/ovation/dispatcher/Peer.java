package io.ovation.dispatcher;

import akka.actor.typed.ActorRef;
import io.ovation.common.delivery.Outbound;
import io.ovation.common.delivery.Position;
import io.ovation.common.event.Comment;
import io.ovation.common.protocol.TopicMessage;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The topic's actor in another data centre, as seen from here: told what was published here, comments until it has
 * them. Nobody waits for one that does not answer, and what it is owed is bounded.
 */
final class Peer {

    /** A comment that the peer does not have yet. */
    record Owed(long number, Comment comment) {}

    /** After so long without an answer comments count as arrived everywhere without this peer. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final String ownDataCentre;
    private final ActorRef<TopicMessage> self;
    private final Consumer<TopicMessage> topic;
    private final Outbound<Owed> owed;
    private long answeredAtNanos;

    /** @param topic tells the topic's actor over there */
    Peer(String ownDataCentre, ActorRef<TopicMessage> self, Consumer<TopicMessage> topic, Outbound<Owed> owed) {
        this.ownDataCentre = ownDataCentre;
        this.self = self;
        this.topic = topic;
        this.owed = owed;
    }

    /** Fire and forget. */
    void tell(TopicMessage message) {
        topic.accept(message);
    }

    void forward(Comment comment, long number, long nowNanos) {
        if (owed.isFull()) {
            DispatcherCounters.DROPPED_PEER_BEHIND.increment();
            return;
        }
        if (owed.isEmpty()) {
            answeredAtNanos = nowNanos;
        }
        Owed item = new Owed(number, comment);
        send(owed.add(item, nowNanos), item);
    }

    void received(TopicMessage.Received received, long nowNanos) {
        if (!owed.acknowledge(received.stream(), received.sequence(), nowNanos).isEmpty()) {
            answeredAtNanos = nowNanos;
        }
    }

    /** Sends again what was not acknowledged in time. */
    void repeat(long nowNanos) {
        owed.overdue(nowNanos).forEach(sent -> {
            DispatcherCounters.REPEATED.increment();
            send(sent.position(), sent.item());
        });
    }

    boolean isOwed() {
        return !owed.isEmpty();
    }

    /** The lowest number of a comment that it lacks; empty if it has all, or is not waited for. */
    OptionalLong lacking(long nowNanos) {
        return nowNanos - answeredAtNanos > PATIENCE_NANOS
                ? OptionalLong.empty()
                : owed.oldest().stream().mapToLong(Owed::number).findFirst();
    }

    private void send(Position position, Owed item) {
        topic.accept(new TopicMessage.ForwardComment(ownDataCentre, position, item.comment(), self));
    }
}
