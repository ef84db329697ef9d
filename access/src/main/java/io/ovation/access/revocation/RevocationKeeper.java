package io.ovation.access.revocation;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.Receptionist;
import io.ovation.common.protocol.RevocationMessage;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import io.ovation.common.protocol.Services;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Keeps the revocations of a node like those of all others. What is said at one node is told to every other at once;
 * what one of them missed it hears within seconds, because each asks another now and then for all that it knows. A node
 * that starts lets nobody in before it knows what those know that have read it from a store.
 */
final class RevocationKeeper extends AbstractBehavior<RevocationMessage> {

    /** Says these on every node. */
    record Spread(List<Revocation> revocations, ActorRef<Spreading> replyTo) implements RevocationMessage {}

    /**
     * What becomes of {@link Spread}.
     *
     * @param everywhere whether every node has confirmed it; else those that have not will hear it later
     */
    record Spreading(boolean everywhere) {}

    /** These are in a store: now all are known that this node can know. */
    record Loaded(List<Revocation> revocations) implements RevocationMessage {}

    private record Peers(Set<ActorRef<RevocationMessage>> all) implements RevocationMessage {}

    private record Confirmed(long spread) implements RevocationMessage {}

    private record TooLate(long spread) implements RevocationMessage {}

    private record AskAgain() implements RevocationMessage {}

    static final Duration PATIENCE = Duration.ofMillis(700);
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LATER = Duration.ofSeconds(10);
    private static final int MOST_AT_FIRST = 20;

    /** One that waits for the confirmations of others. */
    private static final class Waiting {
        private final ActorRef<Spreading> replyTo;
        private int missing;

        Waiting(ActorRef<Spreading> replyTo, int missing) {
            this.replyTo = replyTo;
            this.missing = missing;
        }
    }

    static Behavior<RevocationMessage> create(CurrentRevocations current) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new RevocationKeeper(context, timers, current)));
    }

    private final CurrentRevocations current;
    private final TimerScheduler<RevocationMessage> timers;
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private Set<ActorRef<RevocationMessage>> peers = Set.of();
    private long spreads;
    private int asked;
    private boolean complete;

    private RevocationKeeper(
            ActorContext<RevocationMessage> context,
            TimerScheduler<RevocationMessage> timers,
            CurrentRevocations current) {
        super(context);
        this.current = current;
        this.timers = timers;
        // After a failure they are known still.
        this.complete = current.areKnown();
        ActorRef<Receptionist.Listing> listings = context.messageAdapter(
                Receptionist.Listing.class, listing -> new Peers(listing.getServiceInstances(Services.REVOCATIONS)));
        ActorRef<Receptionist.Command> receptionist = context.getSystem().receptionist();
        receptionist.tell(Receptionist.subscribe(Services.REVOCATIONS, listings));
        receptionist.tell(Receptionist.register(Services.REVOCATIONS, context.getSelf()));
        timers.startSingleTimer(new AskAgain(), FIRST);
    }

    @Override
    public Receive<RevocationMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(RevocationMessage.Revoke.class, this::onRevoke)
                .onMessage(RevocationMessage.Tell.class, this::onTell)
                .onMessage(RevocationMessage.Known.class, this::onKnown)
                .onMessage(Spread.class, this::onSpread)
                .onMessage(Loaded.class, this::onLoaded)
                .onMessage(Peers.class, this::onPeers)
                .onMessage(Confirmed.class, this::onConfirmed)
                .onMessage(TooLate.class, this::onTooLate)
                .onMessage(AskAgain.class, this::onAskAgain)
                .build();
    }

    private Behavior<RevocationMessage> onRevoke(RevocationMessage.Revoke revoke) {
        current.add(revoke.revocations());
        revoke.replyTo().tell(new RevocationMessage.Taken());
        return this;
    }

    private Behavior<RevocationMessage> onTell(RevocationMessage.Tell tell) {
        List<Revocation> all = current.get().list();
        int from = 0;
        do {
            int to = Math.min(all.size(), from + RevocationMessage.MOST);
            boolean last = to == all.size();
            tell.replyTo().tell(new RevocationMessage.Known(new ArrayList<>(all.subList(from, to)), last && complete));
            from = to;
        } while (from < all.size());
        return this;
    }

    private Behavior<RevocationMessage> onKnown(RevocationMessage.Known known) {
        current.add(known.revocations());
        if (known.all()) {
            markComplete();
        }
        return this;
    }

    private Behavior<RevocationMessage> onSpread(Spread spread) {
        current.add(spread.revocations());
        Set<ActorRef<RevocationMessage>> others = others();
        if (others.isEmpty()) {
            spread.replyTo().tell(new Spreading(true));
            return this;
        }
        long number = spreads++;
        waiting.put(number, new Waiting(spread.replyTo(), others.size()));
        for (ActorRef<RevocationMessage> other : others) {
            getContext()
                    .ask(
                            RevocationMessage.Taken.class,
                            other,
                            PATIENCE,
                            replyTo -> new RevocationMessage.Revoke(spread.revocations(), replyTo),
                            (taken, failure) -> failure == null ? new Confirmed(number) : new TooLate(number));
        }
        return this;
    }

    private Behavior<RevocationMessage> onConfirmed(Confirmed confirmed) {
        Waiting spread = waiting.get(confirmed.spread());
        if (spread != null && --spread.missing == 0) {
            waiting.remove(confirmed.spread());
            spread.replyTo.tell(new Spreading(true));
        }
        return this;
    }

    private Behavior<RevocationMessage> onTooLate(TooLate late) {
        Waiting spread = waiting.remove(late.spread());
        if (spread != null) {
            spread.replyTo.tell(new Spreading(false));
        }
        return this;
    }

    private Behavior<RevocationMessage> onLoaded(Loaded loaded) {
        current.add(loaded.revocations());
        markComplete();
        return this;
    }

    private Behavior<RevocationMessage> onPeers(Peers listed) {
        Set<ActorRef<RevocationMessage>> added = new HashSet<>(listed.all());
        added.removeAll(peers);
        peers = Set.copyOf(listed.all());
        if (!complete) {
            added.stream().filter(peer -> !peer.equals(getContext().getSelf())).forEach(this::ask);
        }
        return this;
    }

    private Behavior<RevocationMessage> onAskAgain(AskAgain again) {
        List<ActorRef<RevocationMessage>> others = List.copyOf(others());
        if (!complete) {
            others.forEach(this::ask);
        } else if (!others.isEmpty()) {
            ask(others.get(ThreadLocalRandom.current().nextInt(others.size())));
        }
        asked++;
        // At first more often: some others may not know yet that this node is to be told.
        Duration pause = complete && asked > MOST_AT_FIRST ? LATER : FIRST;
        // Half of it as jitter, so that nodes that started together do not ask together.
        timers.startSingleTimer(
                new AskAgain(),
                pause.dividedBy(2).plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis())));
        return this;
    }

    private void ask(ActorRef<RevocationMessage> peer) {
        peer.tell(new RevocationMessage.Tell(getContext().getSelf()));
    }

    private Set<ActorRef<RevocationMessage>> others() {
        Set<ActorRef<RevocationMessage>> others = new HashSet<>(peers);
        others.remove(getContext().getSelf());
        return others;
    }

    private void markComplete() {
        complete = true;
        current.setKnown();
    }
}
