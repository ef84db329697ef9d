package io.ovation.insights.trace;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import io.ovation.common.insight.TraceFigures;
import io.ovation.common.trace.Tracing;
import io.ovation.insights.trace.JoinerMessage.BatchTaken;
import io.ovation.insights.trace.JoinerMessage.TakeBatch;
import io.ovation.insights.trace.batch.TracingNode;
import io.ovation.insights.trace.join.BothFindings;
import io.ovation.insights.trace.join.Findings;
import io.ovation.insights.trace.join.JoinSettings;
import io.ovation.insights.trace.join.Joiner;
import io.ovation.insights.trace.join.JudgedEvent;
import io.ovation.insights.trace.join.LastMinute;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Joins what all nodes have noted of the events of some buckets, and tells each second what became of them. What viewers
 * of this node were shown needs no join.
 */
final class TraceJoiner extends AbstractBehavior<JoinerMessage> {

    static final ServiceKey<JoinerMessage> KEY = ServiceKey.create(JoinerMessage.class, "trace-joiner");

    private record Tick() implements JoinerMessage {}

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final double JITTER = 0.2;

    /**
     * @param tracing whose clock is the one by which everything is told
     * @param members of the cluster, at the moment
     * @param figures told what became of events, each second
     * @param judged told of each event that is judged
     */
    static Behavior<JoinerMessage> create(
            JoinSettings settings,
            Tracing tracing,
            Supplier<List<TracingNode>> members,
            Consumer<TraceFigures> figures,
            Consumer<List<JudgedEvent>> judged) {
        Behavior<JoinerMessage> joiner = Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new TraceJoiner(context, timers, settings, tracing, members, figures, judged)));
        return Behaviors.supervise(joiner)
                .onFailure(SupervisorStrategy.restartWithBackoff(SHORTEST_PAUSE, LONGEST_PAUSE, JITTER));
    }

    private final Tracing tracing;
    private final Supplier<List<TracingNode>> members;
    private final Consumer<TraceFigures> figures;
    private final Consumer<List<JudgedEvent>> judged;
    private final LastMinute minute = new LastMinute();
    private final Findings findings = new BothFindings(minute, new TraceMeters());
    private final Joiner joiner;

    private TraceJoiner(
            ActorContext<JoinerMessage> context,
            TimerScheduler<JoinerMessage> timers,
            JoinSettings settings,
            Tracing tracing,
            Supplier<List<TracingNode>> members,
            Consumer<TraceFigures> figures,
            Consumer<List<JudgedEvent>> judged) {
        super(context);
        this.tracing = tracing;
        this.members = members;
        this.figures = figures;
        this.judged = judged;
        this.joiner = new Joiner(settings, findings);
        context.getSystem().receptionist().tell(Receptionist.register(KEY, context.getSelf()));
        // Nodes that start together do not report together.
        Duration first = Duration.ofNanos(ThreadLocalRandom.current().nextLong(INTERVAL.toNanos()));
        timers.startTimerAtFixedRate(new Tick(), first, INTERVAL);
    }

    @Override
    public Receive<JoinerMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(TakeBatch.class, this::onBatch)
                .onMessage(Tick.class, this::onTick)
                .build();
    }

    private Behavior<JoinerMessage> onBatch(TakeBatch take) {
        long now = tracing.nowMicros();
        take.replyTo().tell(new BatchTaken(getContext().getSelf(), take.batch().sentMicros(), now));
        minute.advance(now);
        joiner.take(take.batch(), now);
        return this;
    }

    private Behavior<JoinerMessage> onTick(Tick tick) {
        long now = tracing.nowMicros();
        minute.advance(now);
        tracing.drainShown().forEach(shown -> findings.shown(shown.kind(), shown.behindMicros()));
        joiner.members(members.get(), now);
        judged.accept(joiner.pass(now));
        figures.accept(minute.figures());
        return this;
    }
}
