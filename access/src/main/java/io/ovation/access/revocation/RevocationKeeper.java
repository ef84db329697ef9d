package io.ovation.access.revocation;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.Receptionist;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
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

    private record Peers(Set<ActorRef<RevocationMessage>> all) implements RevocationMessage {}

    private record Confirmed(long spread) implements RevocationMessage {}

    private record TooLate(long spread) implements RevocationMessage {}

    private record AskAgain() implements RevocationMessage {}

    static final Duration PATIENCE = Duration.ofMillis(700);
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LATER = Duration.ofSeconds(10);
    private static final int MOST_AT_FIRST = 20;

    /** A question whose answer has not gone on for so long is asked anew. */
    private static final Duration NO_ANSWER = Duration.ofSeconds(2);

    /** Between a failure and a restart. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final double JITTER = 0.2;

    private static final Counter EVERYWHERE = spread("everywhere");
    private static final Counter UNCONFIRMED = spread("unconfirmed");

    /** One that is being answered, piece by piece. */
    private record Question(long number, long lastNanos) {}

    /** @param current where they are, whatever becomes of the actor */
    static Behavior<RevocationMessage> create(CurrentRevocations current) {
        Behavior<RevocationMessage> keeper = Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new RevocationKeeper(context, timers, current)));
        return Behaviors.supervise(keeper)
                .onFailure(SupervisorStrategy.restartWithBackoff(SHORTEST_PAUSE, LONGEST_PAUSE, JITTER));
    }

    private final CurrentRevocations current;
    private final TimerScheduler<RevocationMessage> timers;
    private final Confirmations<ActorRef<Spreading>> confirmations = new Confirmations<>();

    /** One for each node at most. */
    private final Map<ActorRef<RevocationMessage>, Question> questions = new HashMap<>();

    /** All nodes but this. */
    private Set<ActorRef<RevocationMessage>> peers = Set.of();

    private long questionsAsked;
    private int asked;

    private RevocationKeeper(
            ActorContext<RevocationMessage> context,
            TimerScheduler<RevocationMessage> timers,
            CurrentRevocations current) {
        super(context);
        this.current = current;
        this.timers = timers;
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

    /** The next piece is told when it is asked for, so that none waits, or is refused, because of those before it. */
    private Behavior<RevocationMessage> onTell(RevocationMessage.Tell tell) {
        Revocations held = current.get();
        boolean same = tell.after().isEmpty() && tell.digest() == held.digest();
        List<Revocation> some = same ? List.of() : new ArrayList<>(held.after(tell.after(), RevocationMessage.MOST));
        tell.replyTo()
                .tell(new RevocationMessage.Known(
                        tell.number(),
                        some,
                        some.size() < RevocationMessage.MOST,
                        current.areKnown(),
                        getContext().getSelf()));
        return this;
    }

    /** Only whoever was told each piece in turn knows all. */
    private Behavior<RevocationMessage> onKnown(RevocationMessage.Known known) {
        current.add(known.revocations());
        Question question = questions.get(known.from());
        if (question == null || question.number() != known.number()) {
            return this;
        }
        if (!known.last()) {
            String last =
                    known.revocations().get(known.revocations().size() - 1).name();
            ask(known.from(), known.number(), last);
            return this;
        }
        questions.remove(known.from());
        if (known.all()) {
            current.setKnown();
        }
        return this;
    }

    private Behavior<RevocationMessage> onSpread(Spread spread) {
        current.add(spread.revocations());
        if (peers.isEmpty()) {
            answer(spread.replyTo(), true);
            return this;
        }
        if (confirmations.isFull()) {
            ActorRef<RevocationMessage.Taken> nobody = getContext().getSystem().ignoreRef();
            peers.forEach(peer -> peer.tell(new RevocationMessage.Revoke(spread.revocations(), nobody)));
            answer(spread.replyTo(), false);
            return this;
        }
        long number = confirmations.await(peers.size(), spread.replyTo());
        for (ActorRef<RevocationMessage> peer : peers) {
            getContext()
                    .ask(
                            RevocationMessage.Taken.class,
                            peer,
                            PATIENCE,
                            replyTo -> new RevocationMessage.Revoke(spread.revocations(), replyTo),
                            (taken, failure) -> failure == null ? new Confirmed(number) : new TooLate(number));
        }
        return this;
    }

    private Behavior<RevocationMessage> onConfirmed(Confirmed confirmed) {
        confirmations.confirmed(confirmed.spread()).ifPresent(replyTo -> answer(replyTo, true));
        return this;
    }

    private Behavior<RevocationMessage> onTooLate(TooLate late) {
        confirmations.giveUp(late.spread()).ifPresent(replyTo -> answer(replyTo, false));
        return this;
    }

    private static void answer(ActorRef<Spreading> replyTo, boolean everywhere) {
        (everywhere ? EVERYWHERE : UNCONFIRMED).increment();
        replyTo.tell(new Spreading(everywhere));
    }

    private Behavior<RevocationMessage> onPeers(Peers listed) {
        Set<ActorRef<RevocationMessage>> others = new HashSet<>(listed.all());
        others.remove(getContext().getSelf());
        // Whoever was away, be it this node or the other one, has missed what was said meanwhile.
        Set<ActorRef<RevocationMessage>> added = new HashSet<>(others);
        added.removeAll(peers);
        peers = Set.copyOf(others);
        questions.keySet().retainAll(peers);
        added.forEach(this::ask);
        return this;
    }

    private Behavior<RevocationMessage> onAskAgain(AskAgain again) {
        current.forgetEnded();
        List<ActorRef<RevocationMessage>> others = List.copyOf(peers);
        if (!current.areKnown()) {
            others.forEach(this::ask);
        } else if (!others.isEmpty()) {
            ask(others.get(ThreadLocalRandom.current().nextInt(others.size())));
        }
        asked++;
        // At first more often: some others may not know yet that this node is to be told.
        Duration pause = current.areKnown() && asked > MOST_AT_FIRST ? LATER : FIRST;
        // Half of it as jitter, so that nodes that started together do not ask together.
        timers.startSingleTimer(
                new AskAgain(),
                pause.dividedBy(2).plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis())));
        return this;
    }

    private void ask(ActorRef<RevocationMessage> peer) {
        Question before = questions.get(peer);
        if (before == null || System.nanoTime() - before.lastNanos() > NO_ANSWER.toNanos()) {
            ask(peer, questionsAsked++, "");
        }
    }

    private void ask(ActorRef<RevocationMessage> peer, long number, String after) {
        questions.put(peer, new Question(number, System.nanoTime()));
        peer.tell(new RevocationMessage.Tell(
                number, current.get().digest(), after, getContext().getSelf()));
    }

    private static Counter spread(String outcome) {
        return Metrics.counter("ovation.access.revocations.spread", "outcome", outcome);
    }
}
