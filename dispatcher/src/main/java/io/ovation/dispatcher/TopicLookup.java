package io.ovation.dispatcher;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.PresenceMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A topic actor's question how its topic stands: to the likes backends what they hold on it, or to the bucket of a
 * member. Asked when there is a subscriber, and until it is answered. Subscribers wait for the answer a while, then they
 * do without until it comes.
 */
final class TopicLookup {

    /**
     * A backend has answered.
     *
     * @param whole whether the topic never had any other comment
     */
    record Found(Totals totals, List<Comment> comments, boolean whole) implements TopicMessage {}

    /** The member's bucket has answered. */
    record PresenceFound(Event.@Nullable Presence presence) implements TopicMessage {}

    /** Nobody has answered in time. */
    record Overdue() implements TopicMessage {}

    /** It is time for another attempt. */
    record Retry() implements TopicMessage {}

    private enum Phase {
        NOT_ASKED,
        AWAITED,
        OVERDUE,
        DONE
    }

    private final TimerScheduler<TopicMessage> timers;
    private final Topic topic;
    private final int comments;
    private final Duration timeout;
    private final ActorRef<BackendMessage> likesBackends;
    private final ActorRef<BackendMessage.TopicLoaded> replyTo;
    private final BiConsumer<String, PresenceMessage> presence;
    private final ActorRef<PresenceMessage.Answer> presenceTo;
    private final Backoff backoff;
    private Phase phase = Phase.NOT_ASKED;

    TopicLookup(
            ActorContext<TopicMessage> context,
            TimerScheduler<TopicMessage> timers,
            Topic topic,
            TopicEnvironment environment,
            Backoff backoff) {
        this.timers = timers;
        this.topic = topic;
        this.comments = environment.settings().window().comments();
        this.timeout = environment.settings().topicTimeout();
        this.likesBackends = environment.likesBackends();
        this.replyTo = context.messageAdapter(
                BackendMessage.TopicLoaded.class,
                loaded -> new Found(
                        loaded.totals(), loaded.comments(), loaded.comments().size() < comments));
        this.backoff = backoff;
        this.presence = environment.presence();
        this.presenceTo =
                context.messageAdapter(PresenceMessage.Answer.class, answer -> new PresenceFound(answer.presence()));
    }

    /** Asks, unless that was done before. */
    void start() {
        if (phase == Phase.NOT_ASKED) {
            phase = Phase.AWAITED;
            ask();
        }
    }

    /** Asks once more. */
    void retry() {
        ask();
    }

    /** Subscribers wait no longer; another attempt follows. */
    void overdue() {
        DispatcherCounters.TOPIC_LOAD_OVERDUE.increment();
        phase = Phase.OVERDUE;
        timers.startSingleTimer(new Retry(), backoff.next());
    }

    /** There is an answer; further ones may follow if it was asked several times. */
    void done() {
        phase = Phase.DONE;
        timers.cancel(new Overdue());
        timers.cancel(new Retry());
    }

    /** Asks for the totals, or the presence, once more; for everything if that was never done. */
    void reload() {
        start();
        if (phase == Phase.DONE) {
            ask(0);
        }
    }

    /** Whether it is about likes and comments at all. */
    boolean hasTotals() {
        return topic.kind() != Topic.Kind.PRESENCE;
    }

    boolean isDone() {
        return phase == Phase.DONE;
    }

    /** Whether subscribers do without for now. */
    boolean isOverdue() {
        return phase == Phase.OVERDUE;
    }

    /** Whether subscribers are told at once what is known. */
    boolean isSettled() {
        return phase == Phase.OVERDUE || phase == Phase.DONE;
    }

    private void ask() {
        ask(comments);
        timers.startSingleTimer(new Overdue(), timeout);
    }

    private void ask(int howManyComments) {
        if (topic.kind() == Topic.Kind.PRESENCE) {
            presence.accept(topic.id(), new PresenceMessage.Ask(topic.id(), presenceTo));
        } else {
            likesBackends.tell(new BackendMessage.LoadTopic(topic, howManyComments, replyTo));
        }
    }
}
