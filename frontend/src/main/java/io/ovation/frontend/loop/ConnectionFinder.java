package io.ovation.frontend.loop;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.frontend.link.LoopMessage;
import io.ovation.frontend.viewer.ConnectionId;
import java.util.List;
import java.util.Optional;

/** The node's address for other frontends: passes changes of what a connection watches to the loop that holds it. */
public final class ConnectionFinder {

    private ConnectionFinder() {}

    /** @param node the name of this node in the ids of connections */
    public static Behavior<FrontendMessage> create(String node, List<ActorRef<LoopMessage>> loops) {
        return Behaviors.receive(FrontendMessage.class)
                .onMessage(FrontendMessage.ChangeTopics.class, change -> {
                    Optional<ConnectionId> id = ConnectionId.parse(change.connection())
                            .filter(it -> it.node().equals(node) && it.loop() < loops.size());
                    if (id.isEmpty()) {
                        change.replyTo().tell(new FrontendMessage.UnknownConnection());
                    } else {
                        loops.get(id.get().loop())
                                .tell(new LoopMessage.Change(
                                        id.get().token(),
                                        change.subscribe(),
                                        change.unsubscribe(),
                                        change.passive(),
                                        change.replyTo()));
                    }
                    return Behaviors.same();
                })
                .build();
    }
}
