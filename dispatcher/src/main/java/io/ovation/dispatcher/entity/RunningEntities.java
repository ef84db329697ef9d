package io.ovation.dispatcher.entity;

import akka.actor.typed.ActorRef;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The entities of a kind that run on this node, for whoever wants to look at one: a message by way of sharding would start
 * it, or keep it from ending. For any thread.
 *
 * @param <K> what tells them apart
 * @param <M> their messages
 */
public final class RunningEntities<K, M> {

    private final Map<K, ActorRef<M>> running = new ConcurrentHashMap<>();

    public void started(K key, ActorRef<M> entity) {
        running.put(key, entity);
    }

    /** Another one with that key may have started meanwhile, which stays. */
    public void ended(K key, ActorRef<M> entity) {
        running.remove(key, entity);
    }

    public Optional<ActorRef<M>> find(K key) {
        return Optional.ofNullable(running.get(key));
    }
}
