package io.ovation.frontend.link;

import akka.actor.typed.ActorRef;
import io.ovation.access.revocation.CurrentRevocations;
import io.ovation.access.rights.Caller;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.Frame;
import io.ovation.frontend.frame.ViewerMessage;
import io.ovation.frontend.viewer.CatchUp;
import java.util.List;
import java.util.Optional;

/** What an event loop can be told by the node's topics, and by other frontends through its node. */
public interface LoopMessage {

    /**
     * Every viewer of the frame's topic gets it.
     *
     * @param done told once they have it
     */
    record Broadcast(Frame frame, Runnable done) implements LoopMessage {}

    /** Those viewers of the frame's topic get it who are this member. */
    record Echo(String member, Frame frame, Runnable done) implements LoopMessage {}

    /** The comment is taken back: it vanishes from whatever is under way. */
    record Retract(Topic topic, String comment) implements LoopMessage {}

    /**
     * What a connection asked for.
     *
     * @param question the number under which it asked; zero if it asked for what makes up for a loss, which it may get
     *     at any time while it watches
     */
    record Answer(ActorRef<ViewerMessage> connection, int question, CatchUp catchUp) implements LoopMessage {}

    /** These have forgotten everything and need to hear anew who wants what. */
    record Introduce(ActorRef<FrontendMessage> topics) implements LoopMessage {}

    /**
     * Changes what the connection with this token watches.
     *
     * @param member who asks, and must be who watches
     */
    record Change(
            String token,
            Optional<String> member,
            List<Topic> subscribe,
            List<Topic> unsubscribe,
            Optional<Boolean> passive,
            ActorRef<FrontendMessage.TopicsReply> replyTo)
            implements LoopMessage {}

    /** Those who are hit are not let in any more. */
    record Revoke(CurrentRevocations revocations) implements LoopMessage {}

    /** Gives the connection with this token the rights of a new token of the same member. */
    record Renew(String token, Caller caller, ActorRef<FrontendMessage.TopicsReply> replyTo) implements LoopMessage {}
}
