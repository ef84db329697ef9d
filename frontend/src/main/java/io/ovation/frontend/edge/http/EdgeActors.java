package io.ovation.frontend.edge.http;

import akka.actor.typed.ActorRef;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.frontend.link.LoopMessage;
import io.ovation.frontend.link.NodeTopics;
import io.ovation.frontend.presence.PresenceBeacon;
import java.util.List;

/**
 * The actors of the node that the edge speaks to.
 *
 * @param node the name of the node in the ids of connections
 * @param topics that it follows
 * @param loops one for each event loop
 * @param connections finds those that the node holds
 * @param presence is told who is here
 */
public record EdgeActors(
        String node,
        NodeTopics topics,
        List<ActorRef<LoopMessage>> loops,
        ActorRef<FrontendMessage> connections,
        ActorRef<PresenceBeacon.Command> presence) {}
