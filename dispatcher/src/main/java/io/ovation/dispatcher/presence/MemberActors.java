package io.ovation.dispatcher.presence;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.ovation.common.event.Event;
import io.ovation.common.protocol.PresenceMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The members of a bucket: an actor for each of them who is online, and when those were last active who are not. */
final class MemberActors {

    /** The actor of a member has ended by itself. */
    record Gone(String member, ActorRef<MemberActor.Command> actor) implements PresenceMessage {}

    private final ActorContext<PresenceMessage> context;
    private final PresenceEnvironment environment;
    private final Duration expiry;
    private final OnlineMembers<ActorRef<MemberActor.Command>> online;
    private final OfflineMembers offline;

    MemberActors(ActorContext<PresenceMessage> context, PresenceEnvironment environment) {
        PresenceBucketSettings settings = environment.settings();
        this.context = context;
        this.environment = environment;
        this.expiry = settings.shared().expiry();
        this.online = new OnlineMembers<>(settings.members());
        this.offline = new OfflineMembers(settings.members(), settings.remember());
    }

    /** These are there. */
    void beat(List<String> members) {
        PresenceCounters.BATCHES.increment();
        PresenceCounters.HEARTBEATS.increment(members.size());
        for (String member : members) {
            online.beat(member).or(() -> come(member)).ifPresent(actor -> actor.tell(MemberActor.HEARTBEAT));
        }
    }

    /** A member who was not online. */
    private Optional<ActorRef<MemberActor.Command>> come(String member) {
        if (online.isFull()) {
            PresenceCounters.DROPPED_BUCKET_FULL.increment();
            return Optional.empty();
        }
        offline.remove(member);
        spawn(member, MemberPresence.offline(expiry));
        return online.beat(member);
    }

    /** Takes over members as the store knows them, except for those of whom something later is known here. */
    void adopt(Map<String, PresenceRecord> members) {
        members.forEach((member, record) -> {
            boolean known =
                    online.find(member).isPresent() || offline.find(member).isPresent();
            if (known) {
                return;
            }
            if (!record.online()) {
                remember(member, record);
            } else if (online.isFull()) {
                PresenceCounters.DROPPED_BUCKET_FULL.increment();
            } else {
                spawn(member, MemberPresence.resumed(expiry, record.lastActiveAt(), now()));
            }
        });
    }

    /** @return whether it is answered; if not, the member is neither online nor remembered */
    boolean answer(PresenceMessage.Ask ask) {
        Optional<ActorRef<MemberActor.Command>> actor = online.find(ask.member());
        if (actor.isPresent()) {
            actor.get().tell(new MemberActor.Ask(ask));
            return true;
        }
        Optional<Event.Presence> remembered = offline.find(ask.member());
        remembered.ifPresent(
                presence -> ask.replyTo().tell(new PresenceMessage.Answer(ask.member(), ask.number(), presence)));
        return remembered.isPresent();
    }

    /** Lets the actor of a member go who is offline, unless a heartbeat is still on its way to it. */
    void retire(MemberActor.Changed changed) {
        online.removeIfHeard(changed.member(), changed.heartbeats()).ifPresent(actor -> {
            context.unwatch(actor);
            context.stop(actor);
            PresenceCounters.ONLINE.decrementAndGet();
            remember(changed.member(), PresenceRecord.of(changed.presence()));
        });
    }

    void gone(Gone gone) {
        if (online.removeIfIs(gone.member(), gone.actor())) {
            PresenceCounters.ONLINE.decrementAndGet();
        }
    }

    /** Drops those away for too long. */
    void forget() {
        offline.forget(environment.clock().instant());
    }

    Set<String> online() {
        return online.names();
    }

    boolean isAnybodyOnline() {
        return !online.isEmpty();
    }

    /** To be called when the bucket ends. */
    void close() {
        PresenceCounters.ONLINE.addAndGet(-online.size());
    }

    private void spawn(String member, MemberPresence presence) {
        ActorRef<MemberActor.Command> actor = context.spawnAnonymous(MemberActor.create(
                member, presence, environment, context.getSelf().narrow()));
        context.watchWith(actor, new Gone(member, actor));
        online.add(member, actor);
        PresenceCounters.ONLINE.incrementAndGet();
    }

    private void remember(String member, PresenceRecord record) {
        if (offline.put(member, record.lastActiveAt())) {
            PresenceCounters.DROPPED_FORGOTTEN.increment();
        }
    }

    private long now() {
        return environment.nanoTime().getAsLong();
    }
}
