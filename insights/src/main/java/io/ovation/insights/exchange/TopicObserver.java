package io.ovation.insights.exchange;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import akka.cluster.typed.Cluster;
import io.ovation.common.async.SameThreadStage;
import io.ovation.common.insight.NodeTopic;
import io.ovation.common.node.KnownTopics;
import io.ovation.common.topic.Topic;
import io.ovation.insights.cluster.TopicView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a topic for an operator: asks all nodes, of all data centres, what they know of it, puts together what they
 * answer in time, and answers the others alike. They find each other by Akka's receptionist, so one of a version without
 * is not asked. Nobody asks unless somebody looks.
 */
public final class TopicObserver extends AbstractBehavior<TopicObserver.Command> {

    public interface Command {}

    /** Answered within {@link #ANSWERED_WITHIN}. */
    public record Look(Topic topic, ActorRef<TopicView> replyTo) implements Command {}

    private record Peers(Set<ActorRef<Command>> all) implements Command {}

    /** Longer than a node takes that asks its roles. */
    private static final Duration PATIENCE = KnownTopics.PATIENCE.plusMillis(300);

    public static final Duration ANSWERED_WITHIN = PATIENCE.multipliedBy(2);

    static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "topic-observer");

    /** @param comments whether this node tells, and asks for, the latest comments */
    public static Behavior<Command> create(boolean comments) {
        return Behaviors.supervise(Behaviors.<Command>setup(context -> new TopicObserver(context, comments)))
                .onFailure(SupervisorStrategy.resume());
    }

    private final ActorSystem<?> system;
    private final String address;
    private final boolean comments;
    private Set<ActorRef<Command>> peers = Set.of();

    private TopicObserver(ActorContext<Command> context, boolean comments) {
        super(context);
        this.system = context.getSystem();
        this.address =
                ClusterMembers.hostAndPort(Cluster.get(system).selfMember().address());
        this.comments = comments;
        ActorRef<Receptionist.Listing> listings = context.messageAdapter(
                Receptionist.Listing.class, listing -> new Peers(listing.getServiceInstances(KEY)));
        system.receptionist().tell(Receptionist.subscribe(KEY, listings));
        system.receptionist().tell(Receptionist.register(KEY, context.getSelf()));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Look.class, this::onLook)
                .onMessage(TopicQuestion.class, this::onQuestion)
                .onMessage(Peers.class, this::onPeers)
                .build();
    }

    private Behavior<Command> onLook(Look look) {
        Instant at = Instant.now();
        List<CompletableFuture<@Nullable NodeTopic>> answers =
                peers.stream().map(peer -> ask(peer, look.topic())).toList();
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenRun(() -> look.replyTo()
                        .tell(TopicView.of(
                                look.topic().toString(),
                                at,
                                address,
                                ClusterMembers.of(system),
                                answers.stream()
                                        .flatMap(answer -> Optional.ofNullable(answer.getNow(null)).stream())
                                        .toList())));
        return this;
    }

    private Behavior<Command> onQuestion(TopicQuestion question) {
        Topic topic = question.topic();
        KnownTopics known = KnownTopics.of(system);
        CompletableFuture<Optional<NodeTopic.AtFrontend>> frontend = inTime(known.atFrontend(topic));
        CompletableFuture<Optional<NodeTopic.AtDispatcher>> dispatcher = inTime(known.atDispatcher(topic));
        CompletableFuture<Optional<NodeTopic.AtBackend>> backend =
                inTime(known.atBackend(topic, comments && question.comments()));
        CompletableFuture.allOf(frontend, dispatcher, backend)
                .whenComplete((all, failure) -> question.replyTo()
                        .tell(new NodeTopic(
                                address, failure == null, toldOf(frontend), toldOf(dispatcher), toldOf(backend))));
        return this;
    }

    private Behavior<Command> onPeers(Peers listed) {
        peers = listed.all();
        return this;
    }

    /** @return completes with null if there is no answer in time */
    private CompletableFuture<@Nullable NodeTopic> ask(ActorRef<Command> peer, Topic topic) {
        return SameThreadStage.of(AskPattern.<Command, NodeTopic>ask(
                        peer, replyTo -> new TopicQuestion(topic, comments, replyTo), PATIENCE, system.scheduler()))
                .exceptionally(failure -> null);
    }

    private static <T> CompletableFuture<T> inTime(CompletionStage<T> source) {
        return source.toCompletableFuture().copy().orTimeout(KnownTopics.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static <T> @Nullable T toldOf(CompletableFuture<Optional<T>> answered) {
        return answered.isCompletedExceptionally()
                ? null
                : answered.getNow(Optional.empty()).orElse(null);
    }
}
