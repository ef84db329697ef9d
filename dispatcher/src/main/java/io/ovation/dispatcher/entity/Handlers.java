package io.ovation.dispatcher.entity;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * Which method of an actor handles which class of message: one table for all actors of a kind, of which there are too
 * many for a receive builder in each.
 *
 * @param <A> the actors
 * @param <M> their messages
 */
public final class Handlers<A, M> {

    private final Map<Class<?>, BiFunction<A, M, Behavior<M>>> byClass = new HashMap<>();

    /** @param type a class without subclasses */
    public <T extends M> Handlers<A, M> on(Class<T> type, BiConsumer<A, T> handler) {
        return onLast(type, (actor, message) -> {
            handler.accept(actor, message);
            return Behaviors.same();
        });
    }

    /** The same for a message after which the actor may be another, or be gone. */
    public <T extends M> Handlers<A, M> onLast(Class<T> type, BiFunction<A, T, Behavior<M>> handler) {
        byClass.put(type, (actor, message) -> handler.apply(actor, type.cast(message)));
        return this;
    }

    public Behavior<M> handle(A actor, M message) {
        BiFunction<A, M, Behavior<M>> handler = byClass.get(message.getClass());
        return handler == null ? Behaviors.unhandled() : handler.apply(actor, message);
    }
}
