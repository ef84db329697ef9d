package io.ovation.dispatcher.entity;

import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Ends an entity that nobody has used for a while: asks its shard for the stop message. Until that comes, what is in the
 * mailbox is handled, and what comes later waits in the shard.
 */
public final class IdleWatch {

    private final ActorRef<?> entity;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final Duration passivateAfter;
    private final LongSupplier nanoTime;
    private long usedAtNanos;

    public IdleWatch(
            ActorRef<?> entity,
            ActorRef<ClusterSharding.ShardCommand> shard,
            Duration passivateAfter,
            LongSupplier nanoTime) {
        this.entity = entity;
        this.shard = shard;
        this.passivateAfter = passivateAfter;
        this.nanoTime = nanoTime;
        used();
    }

    /** Somebody uses it. */
    public void used() {
        usedAtNanos = nanoTime.getAsLong();
    }

    /**
     * To be called now and then.
     *
     * @param busy whether it must not end, however long nobody has used it
     */
    public void check(boolean busy) {
        if (!busy && nanoTime.getAsLong() - usedAtNanos >= passivateAfter.toNanos()) {
            shard.tell(new ClusterSharding.Passivate<>(entity));
        }
    }
}
