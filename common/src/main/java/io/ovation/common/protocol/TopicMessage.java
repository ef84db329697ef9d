package io.ovation.common.protocol;

import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.log.Mark;
import io.ovation.common.memory.Droppable;
import io.ovation.common.topic.Topic;
import org.jspecify.annotations.Nullable;

/** What a topic actor understands: {@link Wire} and {@link LogMessage} from other nodes, and what its own module tells it. */
public interface TopicMessage {

    /** What other roles may tell a topic actor. */
    sealed interface Wire extends TopicMessage, WireMessage {}

    /** Tell everybody who watches, here and in the other data centres. Fire and forget. */
    record Publish(Event event) implements Wire, Droppable {

        @Override
        public int bytes() {
            return Bounds.SMALL_MESSAGE_BYTES + event.textBytes();
        }
    }

    /**
     * What was published in another data centre, or is found out in each by itself: tell everybody who watches in this
     * one, and no other.
     */
    record Forward(Event event) implements Wire, Droppable {

        @Override
        public int bytes() {
            return Bounds.SMALL_MESSAGE_BYTES + event.textBytes();
        }
    }

    /** What another data centre knows was counted. Answered with {@link Forward} if more is known here. */
    record CompareTotals(Totals known, ActorRef<TopicMessage> replyTo) implements Wire {}

    /**
     * The first viewer of a topic has come to a frontend node, or that has to begin anew. Answered with
     * {@link FrontendMessage.Subscribed}; may be repeated until it is.
     *
     * @param viewers on that node
     */
    record Subscribe(Subscriber subscriber, int viewers) implements Wire {}

    /**
     * Extends the lease of a subscription and says how many viewers there are now. Answered if the subscription was
     * unknown, or if the log is further than the subscriber.
     *
     * @param mark how far the subscriber has followed the log; null if the topic has none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Renew(
            Subscriber subscriber, int viewers, @Nullable Mark mark) implements Wire {}

    /** The last viewer has left that boot of that node. */
    record Unsubscribe(Subscriber subscriber) implements Wire {}

    /** Answered with {@link Description}. */
    record Describe(ActorRef<Description> replyTo) implements Wire {}

    /**
     * A topic as its actor sees it.
     *
     * @param viewers connections that watch it in this data centre
     * @param totals what the topic's actor knows of, which may be more than one data centre's store and may be less
     */
    record Description(Topic topic, int viewers, Totals totals) implements Wire {}

    /** Sharding wants the actor to end. */
    record Stop() implements Wire {}
}
