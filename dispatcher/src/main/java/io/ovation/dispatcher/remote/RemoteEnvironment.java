package io.ovation.dispatcher.remote;

import akka.actor.typed.ActorRef;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.protocol.BackendMessage;
import java.util.function.LongSupplier;

/**
 * What the topic actors of a node share to deal with other data centres.
 *
 * @param likesBackends reaches any one of this data centre
 * @param windows what the logs that this node keeps may take together
 * @param nanoTime as {@link System#nanoTime()}
 */
public record RemoteEnvironment(
        DataCentres dataCentres, ActorRef<BackendMessage> likesBackends, ByteBudget windows, LongSupplier nanoTime) {}
