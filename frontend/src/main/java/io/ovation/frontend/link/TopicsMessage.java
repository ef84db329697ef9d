package io.ovation.frontend.link;

import akka.actor.typed.ActorRef;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.ViewerMessage;
import java.util.Optional;

/** What an event loop can tell the actor of its topics. */
public interface TopicsMessage extends FrontendMessage {

    /** A loop has started, or starts anew: it has no viewers until it says so. */
    record LoopStarted(LoopLink loop) implements TopicsMessage {}

    /** A connection needs something of a topic. Answered with {@link LoopMessage.Answer} to its loop. */
    interface Ask extends TopicsMessage {

        Topic topic();

        LoopLink loop();

        ActorRef<ViewerMessage> connection();

        /** To be repeated in the answer. */
        int question();

        <R> R accept(Visitor<R> visitor);

        /** One method for each kind. */
        interface Visitor<R> {
            R join(Join join);

            R more(More more);

            R recover(Recover recover);

            R refresh(Refresh refresh);
        }
    }

    /**
     * It wants the topic.
     *
     * @param member whose stream it is, if that was said
     * @param wasWatching whether it has watched the topic until its actor forgot everything
     */
    record Join(
            Topic topic,
            LoopLink loop,
            ActorRef<ViewerMessage> connection,
            int question,
            Optional<String> member,
            LastSeen lastSeen,
            boolean wasWatching)
            implements Ask, Joining {

        @Override
        public int loopIndex() {
            return loop.index();
        }

        @Override
        public Object viewer() {
            return connection;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.join(this);
        }
    }

    /** It has what it missed up to that mark, and can take more. */
    record More(
            Topic topic,
            LoopLink loop,
            ActorRef<ViewerMessage> connection,
            int question,
            Optional<String> member,
            Mark after)
            implements Ask {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.more(this);
        }
    }

    /** It has lost something of the topic. */
    record Recover(Topic topic, LoopLink loop, ActorRef<ViewerMessage> connection) implements Ask {

        @Override
        public int question() {
            return 0;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.recover(this);
        }
    }

    /** It needs to know how the topic stands. */
    record Refresh(Topic topic, LoopLink loop, ActorRef<ViewerMessage> connection) implements Ask {

        @Override
        public int question() {
            return 0;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.refresh(this);
        }
    }

    /** It does not want the topic any more. */
    record Leave(Topic topic, LoopLink loop, ActorRef<ViewerMessage> connection) implements TopicsMessage {}

    /** The loop has taken so many answers more. */
    record AnswersTaken(LoopLink loop, int count) implements TopicsMessage {}
}
