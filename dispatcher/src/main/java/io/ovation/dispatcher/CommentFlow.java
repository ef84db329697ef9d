package io.ovation.dispatcher;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Snapshot;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The way of a topic's comments: taken from each backend in order, sent to every subscriber and to the other data
 * centres in that order, and acknowledged to the backend once all of them have it. What is not acknowledged in time is
 * sent again. A backend does the same, so that a comment outlives this actor, and every node and connection between.
 *
 * <p>Comments of other data centres go to the subscribers of this one and into its store, and no further.
 */
final class CommentFlow {

    /** It is time to look whether something is to be sent again. */
    record Repeat() implements TopicMessage {}

    /** The store of this data centre has a comment of another one. */
    record Stored(String comment) implements TopicMessage {}

    private final TimerScheduler<TopicMessage> timers;
    private final Topic topic;
    private final TopicEnvironment environment;
    private final TopicEvents events;
    private final Leases leases;
    private final Audience audience;
    private final Peers peers;
    private final Unstored unstored = new Unstored();
    private final Origins origins = new Origins();
    private final ActorRef<BackendMessage.CommentStored> stored;

    CommentFlow(
            ActorContext<TopicMessage> context,
            TimerScheduler<TopicMessage> timers,
            Topic topic,
            TopicEnvironment environment,
            TopicEvents events,
            Leases leases,
            Audience audience,
            Peers peers) {
        this.timers = timers;
        this.topic = topic;
        this.environment = environment;
        this.events = events;
        this.leases = leases;
        this.audience = audience;
        this.peers = peers;
        this.stored =
                context.messageAdapter(BackendMessage.CommentStored.class, answer -> new Stored(answer.comment()));
    }

    void publish(TopicMessage.PublishComment publish, long nowNanos) {
        Comment comment = publish.comment();
        if (origins.receive(new Origin.Backend(topic, publish.sender()), publish.position())
                && deliver(comment, nowNanos)) {
            peers.forward(comment, origins.taken(), nowNanos);
        }
        awaitAnswers(nowNanos);
    }

    void publish(TopicMessage.ForwardComment forward, long nowNanos) {
        Origin origin = new Origin.Abroad(environment.dataCentres().own(), forward.sender());
        if (origins.receive(origin, forward.position()) && deliver(forward.comment(), nowNanos)) {
            unstored.add(origins.taken(), forward.comment());
            store(forward.comment());
        }
        awaitAnswers(nowNanos);
    }

    /** @param snapshot with everything that was published so far */
    void welcome(Lease lease, Snapshot snapshot, long nowNanos) {
        audience.welcome(lease, snapshot, origins.taken() + 1, nowNanos);
        awaitAnswers(nowNanos);
    }

    void received(TopicMessage.Received received, long nowNanos) {
        if (!peers.received(received, nowNanos)) {
            audience.received(received, nowNanos);
        }
        settle(nowNanos);
    }

    void stored(Stored answer, long nowNanos) {
        unstored.stored(answer.comment());
        settle(nowNanos);
    }

    void repeat(long nowNanos) {
        audience.repeat(nowNanos);
        peers.repeat(nowNanos);
        unstored.all().forEach(this::store);
        awaitAnswers(nowNanos);
    }

    /** To be called whenever a subscriber has gone: nobody waits for it any more. */
    void settle(long nowNanos) {
        if (origins.areSettled()) {
            return;
        }
        LongStream lacking = Stream.of(leases.lacking(), peers.lacking(nowNanos), unstored.lacking())
                .flatMapToLong(OptionalLong::stream);
        origins.settle(lacking.min().orElse(origins.taken() + 1));
    }

    /** Whether something is still to be said to somebody. */
    boolean isBusy() {
        return leases.lacking().isPresent()
                || peers.areOwed()
                || unstored.lacking().isPresent();
    }

    private boolean deliver(Comment comment, long nowNanos) {
        if (!events.publish(comment)) {
            return false;
        }
        for (Lease behind : audience.deliver(comment, origins.taken(), nowNanos)) {
            welcome(behind, events.snapshot(), nowNanos);
        }
        return true;
    }

    private void store(Comment comment) {
        environment.likesBackends().tell(new BackendMessage.StoreComment(topic, comment, stored));
    }

    private void awaitAnswers(long nowNanos) {
        settle(nowNanos);
        if (!timers.isTimerActive(new Repeat()) && isBusy()) {
            timers.startSingleTimer(new Repeat(), environment.settings().repeatAfter());
        }
    }
}
