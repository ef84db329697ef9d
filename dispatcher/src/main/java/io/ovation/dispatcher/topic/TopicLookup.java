package io.ovation.dispatcher.topic;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.common.event.Event;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.PresenceMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.entity.Backoff;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A topic actor's question how its topic stands: to the likes backends what they hold of it, or to the bucket of a member.
 * Asked when there is a subscriber, and until it is answered. Subscribers wait for the answer a while, then they do
 * without until it comes.
 */
final class TopicLookup {

    /** A backend has answered. */
    record Loaded(BackendMessage.TopicLoaded answer) implements TopicMessage {}

    /**
     * The member's bucket has answered.
     *
     * @param question its number
     */
    record PresenceFound(long question, Event.@Nullable Presence presence) implements TopicMessage {}

    /** Nobody has answered in time. */
    record Overdue() implements TopicMessage {}

    /** It is time for another attempt. */
    record Retry() implements TopicMessage {}

    /** For an answer to a question that was not lost; then it is asked once more, and again after twice the time. */
    private static final Duration PROMPT = Duration.ofMillis(500);

    private enum Phase {
        NOT_ASKED,
        AWAITED,
        OVERDUE,
        DONE
    }

    private final TimerScheduler<TopicMessage> timers;
    private final Topic topic;
    private final TopicEnvironment environment;
    private final ActorRef<BackendMessage.TopicLoaded> loadedTo;
    private final ActorRef<PresenceMessage.Answer> presenceTo;
    private Backoff backoff;
    private Duration untilAskedAgain = PROMPT;
    private long askedAtNanos;
    private long questions;
    private long questionsBeforeChange;
    private Phase phase = Phase.NOT_ASKED;

    TopicLookup(
            ActorContext<TopicMessage> context,
            TimerScheduler<TopicMessage> timers,
            Topic topic,
            TopicEnvironment environment) {
        this.timers = timers;
        this.topic = topic;
        this.environment = environment;
        this.loadedTo = context.messageAdapter(BackendMessage.TopicLoaded.class, Loaded::new);
        this.presenceTo = context.messageAdapter(
                PresenceMessage.Answer.class, answer -> new PresenceFound(answer.number(), answer.presence()));
    }

    /** Asks, unless that was done before. */
    void start() {
        if (phase == Phase.NOT_ASKED) {
            restart();
        }
    }

    /** What was found is of no use any more: asks anew. */
    void restart() {
        phase = Phase.AWAITED;
        backoff = environment.settings().newBackoff();
        untilAskedAgain = PROMPT;
        timers.startSingleTimer(new Overdue(), environment.settings().topicTimeout());
        retry();
    }

    /** Nobody wants to know any more. */
    void reset() {
        phase = Phase.NOT_ASKED;
        cancel();
    }

    /** Asks once more. */
    void retry() {
        ask();
        timers.startSingleTimer(new Retry(), phase == Phase.AWAITED ? nextWhileAwaited() : backoff.next());
    }

    /** A likes backend has been heard of: it is asked soon, however long the topic has been without one. */
    void heard() {
        boolean wasJustAsked = environment.nanoTime().getAsLong() - askedAtNanos < PROMPT.toNanos();
        if (phase == Phase.OVERDUE && !wasJustAsked) {
            backoff = environment.settings().newBackoff();
            retry();
        }
    }

    /** Subscribers wait no longer; other attempts follow. */
    void overdue() {
        TopicCounters.TOPIC_LOAD_OVERDUE.increment();
        phase = Phase.OVERDUE;
    }

    /** There is an answer; further ones may follow if it was asked several times. */
    void done() {
        phase = Phase.DONE;
        cancel();
    }

    /** A change of the presence has come, which is an answer, too; those to earlier questions may be older than it. */
    void changed() {
        questionsBeforeChange = questions;
        if (phase == Phase.AWAITED || phase == Phase.OVERDUE) {
            done();
        }
    }

    /** Whether the member may have come or gone since the bucket answered. */
    boolean isOlderThanChange(PresenceFound found) {
        return found.question() <= questionsBeforeChange;
    }

    /** Asks for the presence once more when it is time, in case a change was lost on its way. */
    void checkPresence() {
        long now = environment.nanoTime().getAsLong();
        if (topic.kind() == Topic.Kind.PRESENCE
                && phase == Phase.DONE
                && now - askedAtNanos
                        >= environment.settings().comparisonInterval().toNanos()) {
            ask();
        }
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

    private Duration nextWhileAwaited() {
        Duration wait = untilAskedAgain;
        untilAskedAgain = wait.multipliedBy(2);
        return wait;
    }

    private void ask() {
        askedAtNanos = environment.nanoTime().getAsLong();
        if (topic.kind() == Topic.Kind.PRESENCE) {
            askForPresence();
        } else {
            environment.likesBackends().tell(new BackendMessage.LoadTopic(topic, loadedTo));
        }
    }

    private void askForPresence() {
        questions++;
        environment.presence().accept(topic.id(), new PresenceMessage.Ask(topic.id(), questions, presenceTo));
    }

    private void cancel() {
        timers.cancel(new Overdue());
        timers.cancel(new Retry());
    }
}
