package io.ovation.dispatcher.topic;

import akka.actor.typed.ActorRef;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.PresenceMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Tracing;
import io.ovation.dispatcher.entity.RunningEntities;
import io.ovation.dispatcher.remote.DataCentres;
import io.ovation.dispatcher.remote.RemoteEnvironment;
import io.ovation.dispatcher.subscribers.SubscriberTable;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * What all topic actors of a node share.
 *
 * @param likesBackends reaches any one of this data centre
 * @param comparison compares the logs of watched topics
 * @param presence asks the bucket of a member
 * @param remote what of it the logs of other data centres need
 * @param windows what the logs that this node keeps may take together
 * @param running topics of this node
 * @param nanoTime as {@link System#nanoTime()}, for everything that has a duration
 */
public record TopicEnvironment(
        TopicSettings settings,
        SubscriberTable subscribers,
        ActorRef<BackendMessage> likesBackends,
        ActorRef<LogComparison.Command> comparison,
        BiConsumer<String, PresenceMessage> presence,
        RemoteEnvironment remote,
        ByteBudget windows,
        RunningEntities<Topic, TopicMessage> running,
        LongSupplier nanoTime,
        Tracing tracing) {

    DataCentres dataCentres() {
        return remote.dataCentres();
    }
}
