package io.ovation.frontend.loop;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.ovation.access.rights.Grants;
import io.ovation.access.ticket.Tickets;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.frontend.link.LoopMessage;
import io.ovation.frontend.viewer.ConnectionId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The node's address for other frontends: passes what is about a connection to the loop that holds it. */
public final class ConnectionFinder {

    private ConnectionFinder() {}

    /**
     * @param node the name of this node in the ids of connections
     * @param tickets that this node has given out
     */
    public static Behavior<FrontendMessage> create(String node, List<ActorRef<LoopMessage>> loops, Tickets tickets) {
        return Behaviors.receive(FrontendMessage.class)
                .onMessage(FrontendMessage.ChangeTopics.class, change -> {
                    pass(
                            find(change.connection(), node, loops),
                            loops,
                            change.replyTo(),
                            token -> new LoopMessage.Change(
                                    token,
                                    change.member(),
                                    change.subscribe(),
                                    change.unsubscribe(),
                                    change.passive(),
                                    change.replyTo()));
                    return Behaviors.same();
                })
                .onMessage(FrontendMessage.RenewRights.class, renew -> {
                    pass(
                            find(renew.connection(), node, loops),
                            loops,
                            renew.replyTo(),
                            token -> new LoopMessage.Renew(token, Grants.callerOf(renew.grant()), renew.replyTo()));
                    return Behaviors.same();
                })
                .onMessage(FrontendMessage.TakeTicket.class, take -> {
                    take.replyTo()
                            .tell(new FrontendMessage.TicketTaken(
                                    tickets.take(take.ticket()).map(Grants::of)));
                    return Behaviors.same();
                })
                .build();
    }

    private static Optional<ConnectionId> find(String connection, String node, List<ActorRef<LoopMessage>> loops) {
        return ConnectionId.parse(connection).filter(id -> id.node().equals(node) && id.loop() < loops.size());
    }

    private static void pass(
            Optional<ConnectionId> id,
            List<ActorRef<LoopMessage>> loops,
            ActorRef<FrontendMessage.TopicsReply> replyTo,
            Function<String, LoopMessage> message) {
        if (id.isEmpty()) {
            replyTo.tell(new FrontendMessage.UnknownConnection());
        } else {
            loops.get(id.get().loop()).tell(message.apply(id.get().token()));
        }
    }
}
