package io.ovation.insights.trace;

import akka.actor.Address;
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
import io.ovation.common.trace.Tracing;
import io.ovation.common.trace.Tracing.Drained;
import io.ovation.insights.exchange.ClusterMembers;
import io.ovation.insights.trace.JoinerMessage.BatchTaken;
import io.ovation.insights.trace.JoinerMessage.TakeBatch;
import io.ovation.insights.trace.batch.BatchMaker;
import io.ovation.insights.trace.batch.ClockFilter;
import io.ovation.insights.trace.batch.ClockOffset;
import io.ovation.insights.trace.batch.TracingNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Sends what this node has noted to the nodes that join it, in each interval, each of them its buckets. They find each
 * other by Akka's receptionist. While none is known, what was noted is dropped.
 */
final class CheckpointSender extends AbstractBehavior<CheckpointSender.Command> {

    interface Command {}

    private record Joiners(Set<ActorRef<JoinerMessage>> all) implements Command {}

    private record Tick() implements Command {}

    /** A joiner, and what is known of its clock. */
    private record Joiner(ActorRef<JoinerMessage> ref, ClockFilter clock) {}

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final double JITTER = 0.2;

    static Behavior<Command> create(TracingNode self, Tracing tracing, Duration interval) {
        Behavior<Command> sender = Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new CheckpointSender(context, timers, self, tracing, interval)));
        return Behaviors.supervise(sender)
                .onFailure(SupervisorStrategy.restartWithBackoff(SHORTEST_PAUSE, LONGEST_PAUSE, JITTER));
    }

    private final String self;
    private final Tracing tracing;
    private final BatchMaker batches;
    private final Counter dropped = Metrics.counter("ovation.insight.checkpoints.dropped");
    private Map<String, Joiner> joiners = Map.of();

    private CheckpointSender(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            TracingNode self,
            Tracing tracing,
            Duration interval) {
        super(context);
        this.self = self.address();
        this.tracing = tracing;
        this.batches = new BatchMaker(self);
        ActorRef<Receptionist.Listing> listings = context.messageAdapter(
                Receptionist.Listing.class, listing -> new Joiners(listing.getServiceInstances(TraceJoiner.KEY)));
        context.getSystem().receptionist().tell(Receptionist.subscribe(TraceJoiner.KEY, listings));
        // Nodes that start together do not send together.
        Duration first = Duration.ofNanos(ThreadLocalRandom.current().nextLong(interval.toNanos()));
        timers.startTimerAtFixedRate(new Tick(), first, interval);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Joiners.class, this::onJoiners)
                .onMessage(BatchTaken.class, this::onTaken)
                .onMessage(Tick.class, this::onTick)
                .build();
    }

    private Behavior<Command> onJoiners(Joiners listed) {
        Map<String, Joiner> known = new HashMap<>();
        for (ActorRef<JoinerMessage> ref : listed.all()) {
            Joiner before = joiners.get(address(ref));
            // At the same address there may be another process, with another clock.
            known.put(
                    address(ref),
                    before != null && before.ref().equals(ref) ? before : new Joiner(ref, new ClockFilter()));
        }
        joiners = known;
        return this;
    }

    private Behavior<Command> onTaken(BatchTaken taken) {
        Joiner joiner = joiners.get(address(taken.joiner()));
        if (joiner != null && joiner.ref().equals(taken.joiner())) {
            joiner.clock().answered(taken.sentMicros(), taken.atMicros(), tracing.nowMicros());
        }
        return this;
    }

    private Behavior<Command> onTick(Tick tick) {
        Drained drained = tracing.drain();
        dropped.increment(drained.dropped());
        if (joiners.isEmpty()) {
            dropped.increment(drained.checkpoints().size());
            return this;
        }
        long now = tracing.nowMicros();
        Map<String, @Nullable ClockOffset> clocks = new HashMap<>();
        joiners.forEach((address, joiner) -> clocks.put(address, joiner.clock().best(now)));
        batches.batches(drained, clocks, now)
                .forEach((address, batches) -> batches.forEach(batch -> joiners.get(address)
                        .ref()
                        .tell(new TakeBatch(batch, getContext().getSelf().narrow()))));
        return this;
    }

    /** A reference to an actor of this node has none. */
    private String address(ActorRef<?> ref) {
        Address address = ref.path().address();
        return address.hasLocalScope() ? self : ClusterMembers.hostAndPort(address);
    }
}
