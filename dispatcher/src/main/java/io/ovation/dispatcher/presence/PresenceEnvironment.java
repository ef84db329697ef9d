package io.ovation.dispatcher.presence;

import io.ovation.common.event.Event;
import io.ovation.common.protocol.PresenceMessage;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * What all buckets of a node share.
 *
 * @param table what outlives a bucket
 * @param changes tells those who watch a member, in this data centre
 * @param elsewhere tells the bucket with that number in every other data centre
 * @param loss of a dispatcher
 * @param nanoTime as {@link System#nanoTime()}, for everything that has a duration
 * @param clock for what is shown to people
 */
record PresenceEnvironment(
        PresenceBucketSettings settings,
        PresenceTable table,
        BiConsumer<String, Event.Presence> changes,
        BiConsumer<Integer, PresenceMessage> elsewhere,
        RecentLoss loss,
        LongSupplier nanoTime,
        InstantSource clock) {}
