package io.ovation.insights.exchange;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import io.micrometer.core.instrument.MeterRegistry;
import io.ovation.common.insight.InsightMessage;
import io.ovation.common.insight.NodeReport;
import io.ovation.common.insight.Sampling;
import io.ovation.common.insight.TraceFigures;
import io.ovation.common.insight.TraceReport;
import io.ovation.common.node.TopTopics;
import io.ovation.common.protocol.Role;
import io.ovation.insights.cluster.ClusterMember;
import io.ovation.insights.cluster.ClusterReports;
import io.ovation.insights.cluster.ClusterView;
import io.ovation.insights.cluster.LatencyView;
import io.ovation.insights.cluster.TraceReports;
import io.ovation.insights.history.HistoryKeeper;
import io.ovation.insights.meters.MeterReading;
import io.ovation.insights.meters.ReportMaker;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reports this node to all nodes of the cluster, of all data centres, in each interval, and keeps the reports of the
 * others for whoever asks. Each tells each: with a hundred nodes that are a hundred small messages a second for each of
 * them, and any node can be asked. They find each other by Akka's receptionist, so one of a version without reports is
 * sent none.
 */
public final class Reporter extends AbstractBehavior<InsightMessage> {

    /**
     * What a node knows of itself beside its meters.
     *
     * @param version of the program; null if it was not built as a distribution
     * @param management where operators reach it; null as long as they do not
     * @param readiness may fail, which means that it is not ready
     */
    public record Self(
            @Nullable String version,
            Supplier<@Nullable String> management,
            Supplier<CompletionStage<Boolean>> readiness,
            MeterRegistry meters,
            SharedSampling sampling,
            HistoryKeeper history) {}

    /** What became of the events that this node looks at. */
    public record Traced(TraceFigures figures) implements InsightMessage {}

    private record Peers(Set<ActorRef<InsightMessage>> all) implements InsightMessage {}

    private record Tick() implements InsightMessage {}

    private record Readiness(boolean ready) implements InsightMessage {}

    private static final ServiceKey<InsightMessage> KEY = ServiceKey.create(InsightMessage.class, "insight");

    /** How many days ago hours ended that are shown side by side. */
    private static final List<Integer> COMPARED_DAYS = List.of(0, 1, 7);

    private static final double MILLIS_PER_SECOND = 1e3;

    /** Between a failure and a restart. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final double JITTER = 0.2;

    /** @param views told how the cluster is, in each interval */
    public static Behavior<InsightMessage> create(InsightSettings settings, Self self, Consumer<ClusterView> views) {
        Behavior<InsightMessage> reporter = Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new Reporter(context, timers, settings, self, views)));
        return Behaviors.supervise(reporter)
                .onFailure(SupervisorStrategy.restartWithBackoff(SHORTEST_PAUSE, LONGEST_PAUSE, JITTER));
    }

    private final Self self;
    private final Consumer<ClusterView> views;
    private final String address;
    private final long boot;
    private final ReportMaker reports;
    private final ClusterReports cluster;
    private final TraceReports traces;
    private final List<LatencyView.Goal> goals;
    private Set<ActorRef<InsightMessage>> others = Set.of();

    private Reporter(
            ActorContext<InsightMessage> context,
            TimerScheduler<InsightMessage> timers,
            InsightSettings settings,
            Self self,
            Consumer<ClusterView> views) {
        super(context);
        this.self = self;
        this.views = views;
        this.goals = settings.goals();
        Member member = Cluster.get(context.getSystem()).selfMember();
        this.address = ClusterMembers.hostAndPort(member.address());
        this.boot = member.uniqueAddress().longUid();
        this.reports = new ReportMaker(
                address,
                boot,
                self.version(),
                Arrays.stream(Role.values())
                        .filter(role -> member.hasRole(role.label()))
                        .collect(Collectors.toSet()),
                MeterReading.of(self.meters(), System.nanoTime()));
        this.cluster = new ClusterReports(address, settings.silentAfter());
        this.traces = new TraceReports(settings.silentAfter());
        ActorRef<Receptionist.Listing> listings = context.messageAdapter(
                Receptionist.Listing.class, listing -> new Peers(listing.getServiceInstances(KEY)));
        ActorRef<Receptionist.Command> receptionist = context.getSystem().receptionist();
        receptionist.tell(Receptionist.subscribe(KEY, listings));
        receptionist.tell(Receptionist.register(KEY, context.getSelf()));
        // Nodes that start together do not report together.
        Duration first = Duration.ofNanos(
                ThreadLocalRandom.current().nextLong(settings.interval().toNanos()));
        timers.startTimerAtFixedRate(new Tick(), first, settings.interval());
        show();
    }

    @Override
    public Receive<InsightMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(NodeReport.class, this::onReport)
                .onMessage(TraceReport.class, this::onTraceReport)
                .onMessage(Traced.class, this::onTraced)
                .onMessage(Sampling.class, this::onSampling)
                .onMessage(Peers.class, this::onPeers)
                .onMessage(Tick.class, this::onTick)
                .onMessage(Readiness.class, this::onReadiness)
                .build();
    }

    private Behavior<InsightMessage> onReport(NodeReport report) {
        cluster.add(report, System.nanoTime());
        return this;
    }

    private Behavior<InsightMessage> onTraceReport(TraceReport report) {
        traces.add(report, System.nanoTime());
        return this;
    }

    private Behavior<InsightMessage> onTraced(Traced traced) {
        TraceReport report = TraceReport.of(address, boot, traced.figures());
        others.forEach(other -> other.tell(report));
        traces.add(report, System.nanoTime());
        return this;
    }

    private Behavior<InsightMessage> onSampling(Sampling decision) {
        self.sampling().decide(decision);
        return this;
    }

    private Behavior<InsightMessage> onPeers(Peers listed) {
        others = listed.all().stream()
                .filter(peer -> !peer.equals(getContext().getSelf()))
                .collect(Collectors.toUnmodifiableSet());
        return this;
    }

    private Behavior<InsightMessage> onTick(Tick tick) {
        getContext()
                .pipeToSelf(
                        self.readiness().get(),
                        (ready, failure) -> new Readiness(failure == null && Boolean.TRUE.equals(ready)));
        return this;
    }

    private Behavior<InsightMessage> onReadiness(Readiness readiness) {
        Runtime jvm = Runtime.getRuntime();
        NodeReport report = reports.next(
                MeterReading.of(self.meters(), System.nanoTime()),
                new ReportMaker.Jvm(
                        ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS_PER_SECOND,
                        jvm.totalMemory() - jvm.freeMemory(),
                        jvm.maxMemory()),
                self.management().get(),
                readiness.ready(),
                TopTopics.of(getContext().getSystem()).now());
        others.forEach(other -> other.tell(report));
        self.sampling().decided().ifPresent(decision -> others.forEach(other -> other.tell(decision)));
        cluster.add(report, System.nanoTime());
        show();
        return this;
    }

    private List<LatencyView.Hour> hours() {
        return COMPARED_DAYS.stream()
                .map(days -> LatencyView.Hour.of(days, self.history().hour(days)))
                .filter(hour -> !hour.deliveries().isEmpty())
                .toList();
    }

    private void show() {
        List<ClusterMember> members = ClusterMembers.of(getContext().getSystem());
        long now = System.nanoTime();
        cluster.update(members, now);
        TraceFigures figures = traces.figures(now);
        self.history().pass(figures.deliveries());
        LatencyView latency = LatencyView.of(figures, self.sampling().share(), goals, hours());
        views.accept(cluster.view(members, latency, Instant.now(), now));
    }
}
