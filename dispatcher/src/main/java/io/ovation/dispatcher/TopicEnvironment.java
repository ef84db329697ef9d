package io.ovation.dispatcher;

import akka.actor.typed.ActorRef;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.PresenceMessage;
import io.ovation.dispatcher.subscription.SubscriptionStore;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * What all topic actors of a node share.
 *
 * @param likesBackends reaches any one of them
 * @param presence asks the bucket of a member
 * @param nanoTime as {@link System#nanoTime()}, for everything that has a duration
 */
record TopicEnvironment(
        DispatcherSettings settings,
        SubscriptionStore subscriptions,
        ActorRef<BackendMessage> likesBackends,
        BiConsumer<String, PresenceMessage> presence,
        DataCentres dataCentres,
        LongSupplier nanoTime) {}
