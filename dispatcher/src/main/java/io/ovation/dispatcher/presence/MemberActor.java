package io.ovation.dispatcher.presence;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.common.event.Event;
import io.ovation.common.protocol.PresenceMessage;
import java.util.Optional;

/**
 * One member who is online, or was a moment ago. Tells the member's topic and its bucket of every change.
 *
 * <p>There are as many of these as there are members online: it matches messages by hand because a receive builder
 * costs half a kilobyte for each.
 */
final class MemberActor extends AbstractOnMessageBehavior<MemberActor.Command> {

    sealed interface Command {}

    /** The member is there. */
    record Heartbeat() implements Command {}

    /** Answered with {@link PresenceMessage.Answer}. */
    record Ask(PresenceMessage.Ask question) implements Command {}

    private record Trigger() implements Command {}

    /**
     * What it tells its bucket.
     *
     * @param heartbeats how many it has had so far: if the bucket has sent more, there is more to come
     */
    record Changed(String member, Event.Presence presence, long heartbeats) implements PresenceMessage {}

    static final Heartbeat HEARTBEAT = new Heartbeat();
    private static final Trigger TRIGGER = new Trigger();

    static Behavior<Command> create(
            String member, MemberPresence presence, PresenceEnvironment environment, ActorRef<? super Changed> bucket) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new MemberActor(context, timers, member, presence, environment, bucket)));
    }

    private final TimerScheduler<Command> timers;
    private final String member;
    private final MemberPresence presence;
    private final PresenceEnvironment environment;
    private final ActorRef<? super Changed> bucket;
    private long heartbeats;

    private MemberActor(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            String member,
            MemberPresence presence,
            PresenceEnvironment environment,
            ActorRef<? super Changed> bucket) {
        super(context);
        this.timers = timers;
        this.member = member;
        this.presence = presence;
        this.environment = environment;
        this.bucket = bucket;
        awaitTrigger();
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        if (command instanceof Heartbeat) {
            heartbeats++;
            tell(presence.heartbeat(environment.clock().instant(), now()));
        } else if (command instanceof Ask ask) {
            PresenceMessage.Ask question = ask.question();
            question.replyTo().tell(new PresenceMessage.Answer(member, question.number(), presence.current()));
        } else {
            tell(presence.trigger(now()));
        }
        awaitTrigger();
        return this;
    }

    private void tell(Optional<Event.Presence> change) {
        change.ifPresent(now -> {
            environment.changes().accept(member, now);
            bucket.tell(new Changed(member, now, heartbeats));
        });
    }

    /** One timer at a time, which rings early when heartbeats have come since, and is then set again. */
    private void awaitTrigger() {
        if (presence.isOnline() && !timers.isTimerActive(TRIGGER)) {
            timers.startSingleTimer(TRIGGER, presence.untilTrigger(now()));
        }
    }

    private long now() {
        return environment.nanoTime().getAsLong();
    }
}
