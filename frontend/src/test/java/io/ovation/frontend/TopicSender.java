package io.ovation.frontend;

import akka.actor.typed.ActorRef;
import io.ovation.common.delivery.Position;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Snapshot;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;

/** What one topic's actor sends one frontend node in order. */
public final class TopicSender {

    private final Topic topic;
    private final ActorRef<TopicMessage> sender;
    private long stream;
    private long sequence;

    /** @param sender is told what has been received */
    public TopicSender(Topic topic, ActorRef<TopicMessage> sender) {
        this.topic = topic;
        this.sender = sender;
    }

    /** Begins anew. */
    public FrontendMessage.Subscribed subscribed(Snapshot snapshot) {
        stream++;
        sequence = 1;
        return new FrontendMessage.Subscribed(topic, position(), snapshot, sender);
    }

    public FrontendMessage.DeliverComment comment(Comment comment) {
        sequence++;
        return new FrontendMessage.DeliverComment(topic, position(), comment, sender);
    }

    private Position position() {
        return new Position(stream, 1, sequence);
    }
}
