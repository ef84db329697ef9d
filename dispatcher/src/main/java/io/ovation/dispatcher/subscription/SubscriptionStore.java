package io.ovation.dispatcher.subscription;

import akka.Done;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.topic.Topic;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Which frontend nodes watch which topic. A memory aid for the one actor that owns a topic: entries may be lost or
 * linger, because leases expire and are renewed.
 *
 * <p>An entry is a topic and a node; of a node's boots only the latest (by {@link Subscriber#epoch()}) is kept. Each
 * call stands alone, so that two writers never overwrite each other's entries. No call throws or blocks, and every
 * stage completes, exceptionally if the store could not do it in a time that its own settings bound.
 */
public interface SubscriptionStore {

    /** @return at most one subscriber per node; empty if nobody watches */
    CompletionStage<Set<Subscriber>> load(Topic topic);

    /** Replaces what the same boot or an earlier one of that node left; without effect if a later boot is known. */
    CompletionStage<Done> add(Topic topic, Subscriber subscriber);

    /** Removes what that boot or an earlier one of that node left; without effect on a later boot. */
    CompletionStage<Done> remove(Topic topic, Subscriber subscriber);

    /**
     * Whether the entry of a lease that was just renewed is to be added again, because it would expire otherwise or may
     * be lost by now. Times are {@link System#nanoTime()}.
     *
     * @param addedAtNanos when this topic actor added it last; empty if it never did, but found it in the store
     */
    boolean wantsAgain(OptionalLong addedAtNanos, long nowNanos);

    /** @return why nothing can be read or written just now, in words for an operator; empty if that can be done */
    Optional<String> trouble();
}
