package io.ovation.common.node;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import io.ovation.common.insight.NodeTopic;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What the roles of this node know of a topic, for operators. Nothing of a role that it does not have. A source is asked by
 * any thread, must not start anything, and fails if it cannot tell in time.
 */
public final class KnownTopics implements Extension {

    /** How long a source may take. */
    public static final Duration PATIENCE = Duration.ofMillis(700);

    private static final ExtensionId<KnownTopics> ID = new ExtensionId<>() {
        @Override
        public KnownTopics createExtension(ActorSystem<?> system) {
            return new KnownTopics();
        }
    };

    private volatile Function<Topic, CompletionStage<Optional<NodeTopic.AtFrontend>>> frontend = topic -> nothing();
    private volatile Function<Topic, CompletionStage<Optional<NodeTopic.AtDispatcher>>> dispatcher = topic -> nothing();
    private volatile BiFunction<Topic, Boolean, CompletionStage<Optional<NodeTopic.AtBackend>>> backend =
            (topic, comments) -> nothing();

    private KnownTopics() {}

    public static KnownTopics of(ActorSystem<?> system) {
        return ID.apply(system);
    }

    public void frontendTells(Function<Topic, CompletionStage<Optional<NodeTopic.AtFrontend>>> source) {
        frontend = source;
    }

    public void dispatcherTells(Function<Topic, CompletionStage<Optional<NodeTopic.AtDispatcher>>> source) {
        dispatcher = source;
    }

    /** @param source is told whether it is to tell comments, too */
    public void backendTells(BiFunction<Topic, Boolean, CompletionStage<Optional<NodeTopic.AtBackend>>> source) {
        backend = source;
    }

    public CompletionStage<Optional<NodeTopic.AtFrontend>> atFrontend(Topic topic) {
        return frontend.apply(topic);
    }

    public CompletionStage<Optional<NodeTopic.AtDispatcher>> atDispatcher(Topic topic) {
        return dispatcher.apply(topic);
    }

    public CompletionStage<Optional<NodeTopic.AtBackend>> atBackend(Topic topic, boolean comments) {
        return backend.apply(topic, comments);
    }

    private static <T> CompletionStage<Optional<T>> nothing() {
        return CompletableFuture.completedStage(Optional.empty());
    }
}
