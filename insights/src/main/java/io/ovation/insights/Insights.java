package io.ovation.insights;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import akka.actor.typed.MailboxSelector;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.AskPattern;
import io.micrometer.core.instrument.MeterRegistry;
import io.ovation.common.async.SameThreadStage;
import io.ovation.common.insight.InsightMessage;
import io.ovation.common.memory.BoundedMailbox;
import io.ovation.common.node.NodeTracing;
import io.ovation.common.topic.Topic;
import io.ovation.insights.cluster.ClusterView;
import io.ovation.insights.cluster.TopicView;
import io.ovation.insights.exchange.InsightSettings;
import io.ovation.insights.exchange.Reporter;
import io.ovation.insights.exchange.SharedSampling;
import io.ovation.insights.exchange.TopicObserver;
import io.ovation.insights.history.HistoryKeeper;
import io.ovation.insights.trace.FollowedEvents;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a node knows of the cluster, for its management port. */
public final class Insights implements Extension {

    private static final ExtensionId<Insights> ID = new ExtensionId<>() {
        @Override
        public Insights createExtension(ActorSystem<?> system) {
            return new Insights(system);
        }
    };

    private volatile EncodedView latest =
            new EncodedView(new ClusterView(Instant.EPOCH.toString(), "", List.of(), null));
    private volatile @Nullable String management;
    private volatile @Nullable ActorRef<TopicObserver.Command> observer;

    private final ActorSystem<?> system;
    private final SharedSampling sampling;

    private Insights(ActorSystem<?> system) {
        this.system = system;
        this.sampling = new SharedSampling(NodeTracing.of(system));
    }

    public static Insights of(ActorSystem<?> system) {
        return ID.apply(system);
    }

    /**
     * Begins to report the node.
     *
     * @param version of the program, if it was built as a distribution
     * @param readiness may fail, which means that the node is not ready
     * @param meters of the node
     */
    public void start(
            ActorContext<?> parent,
            InsightSettings settings,
            Optional<String> version,
            Supplier<CompletionStage<Boolean>> readiness,
            MeterRegistry meters) {
        HistoryKeeper history = new HistoryKeeper(
                settings.historyFile(),
                system.dispatchers().lookup(DispatcherSelector.blocking()),
                InstantSource.system());
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
                        "keep-latencies",
                        () -> CompletableFuture.supplyAsync(
                                () -> {
                                    history.close();
                                    return Done.getInstance();
                                },
                                system.dispatchers().lookup(DispatcherSelector.blocking())));
        ActorRef<InsightMessage> reporter = parent.spawn(
                Reporter.create(
                        settings,
                        new Reporter.Self(version.orElse(null), () -> management, readiness, meters, sampling, history),
                        view -> latest = new EncodedView(view)),
                "insight",
                MailboxSelector.fromConfig(BoundedMailbox.CONFIG_KEY));
        observer = parent.spawn(
                TopicObserver.create(settings.comments()),
                "topic-observer",
                MailboxSelector.fromConfig(BoundedMailbox.CONFIG_KEY));
        FollowedEvents.start(
                parent, settings.trace(), settings.export(), figures -> reporter.tell(new Reporter.Traced(figures)));
    }

    /** Which share of all events is followed. */
    public SharedSampling sampling() {
        return sampling;
    }

    /** @return fails before the node has begun to report, and if it is too busy to answer */
    public CompletionStage<TopicView> look(Topic topic) {
        ActorRef<TopicObserver.Command> asked = observer;
        return asked == null
                ? CompletableFuture.failedStage(new IllegalStateException("the node has only just started"))
                : SameThreadStage.of(AskPattern.ask(
                        asked,
                        replyTo -> new TopicObserver.Look(topic, replyTo),
                        TopicObserver.ANSWERED_WITHIN,
                        system.scheduler()));
    }

    /** Operators reach this node there from now on. */
    public void managementIsAt(String url) {
        management = url;
    }

    /** At most as old as the interval between two reports. */
    public EncodedView latest() {
        return latest;
    }
}
