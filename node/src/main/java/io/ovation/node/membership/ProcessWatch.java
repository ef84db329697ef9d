package io.ovation.node.membership;

import akka.actor.Address;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.Cluster;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.remote.DefaultFailureDetectorRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Downs a member of this data centre whose process is gone, without the wait that one deserves which may only pause.
 *
 * <p>Missing heartbeats do not tell the two apart. A connection to the member's remoting port does: the kernel of a
 * paused process still accepts it, and refuses it once nobody listens there any more, which a node does for as long as
 * it lives. Whoever cannot be asked, because the machine or the way to it is lost, is left to the failure detector and
 * the Split Brain Resolver.
 */
public final class ProcessWatch extends AbstractBehavior<ProcessWatch.Command> {

    /** What it tells itself. */
    public sealed interface Command {}

    private record Look() implements Command {}

    private record Probed(Address member, boolean refused) implements Command {}

    /** One on each node. */
    public static Behavior<Command> create(ProcessWatchSettings settings) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Look(), settings.interval());
            return new ProcessWatch(context, settings);
        }));
    }

    private final ProcessWatchSettings settings;
    private final Cluster cluster;
    private final Executor blocking;
    private final Suspects<Address> suspects;
    private final Counter downed = Metrics.counter("ovation.node.members.downed", "reason", "process-gone");

    private ProcessWatch(ActorContext<Command> context, ProcessWatchSettings settings) {
        super(context);
        context.setLoggerName(ProcessWatch.class);
        this.settings = settings;
        this.cluster = Cluster.get(context.getSystem());
        this.blocking = context.getSystem().dispatchers().lookup(DispatcherSelector.blocking());
        this.suspects = new Suspects<>(settings.refusals());
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Look.class, this::onLook)
                .onMessage(Probed.class, this::onProbed)
                .build();
    }

    private Behavior<Command> onLook(Look look) {
        suspects.update(members().stream()
                .filter(member -> member.status() != MemberStatus.down())
                .map(Member::address)
                .filter(this::isSilent)
                .collect(Collectors.toSet()));
        suspects.members().forEach(this::probe);
        return this;
    }

    private boolean isSilent(Address member) {
        return detector(member)
                .filter(detector -> detector.isSilentFor(settings.silence()))
                .isPresent();
    }

    private void probe(Address member) {
        getContext()
                .pipeToSelf(
                        CompletableFuture.supplyAsync(
                                () -> ConnectionProbe.isRefused(member, settings.timeout()), blocking),
                        (refused, failure) -> new Probed(member, failure == null && refused));
    }

    private Behavior<Command> onProbed(Probed probed) {
        if (!probed.refused()) {
            suspects.onNotRefused(probed.member());
        } else if (suspects.onRefused(probed.member()) && majorityIsLeft()) {
            down(probed.member());
        }
        return this;
    }

    /** Akka removes a member that is both down and unreachable. */
    private void down(Address member) {
        getContext().getLog().warn("The process of {} is gone: downing it", member);
        downed.increment();
        detector(member).ifPresent(MemberFailureDetector::processIsGone);
        cluster.down(member);
    }

    private boolean majorityIsLeft() {
        Set<Member> unreachable = cluster.state().getUnreachable();
        List<Member> members = members();
        long lost = members.stream()
                .filter(member -> member.status() == MemberStatus.down()
                        || unreachable.contains(member)
                        || suspects.contains(member.address()))
                .count();
        return Suspects.mayDown(lost, members.size());
    }

    /** Of this data centre; the others look after their own. */
    private List<Member> members() {
        return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                .filter(member -> member.dataCenter().equals(cluster.selfDataCenter()))
                .toList();
    }

    /** @return nothing for a member that other nodes monitor */
    private Optional<MemberFailureDetector> detector(Address member) {
        return cluster.failureDetector() instanceof DefaultFailureDetectorRegistry<Address> registry
                        && registry.failureDetector(member).getOrElse(() -> null)
                                instanceof MemberFailureDetector detector
                ? Optional.of(detector)
                : Optional.empty();
    }
}
