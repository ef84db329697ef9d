package io.ovation.dispatcher;

import akka.actor.typed.ActorRef;
import io.ovation.common.delivery.Position;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Snapshot;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;

/** What a subscriber gets in order and acknowledges. */
sealed interface Parcel {

    /** The number of the first comment that the subscriber is known to lack while this is on its way. */
    long number();

    FrontendMessage message(Topic topic, Position position, ActorRef<TopicMessage> sender);

    /** The topic as it stands, with which a stream of comments begins. */
    record Welcome(long number, Snapshot snapshot) implements Parcel {
        @Override
        public FrontendMessage message(Topic topic, Position position, ActorRef<TopicMessage> sender) {
            return new FrontendMessage.Subscribed(topic, position, snapshot, sender);
        }
    }

    /** A comment. */
    record Numbered(long number, Comment comment) implements Parcel {
        @Override
        public FrontendMessage message(Topic topic, Position position, ActorRef<TopicMessage> sender) {
            return new FrontendMessage.DeliverComment(topic, position, comment, sender);
        }
    }
}
