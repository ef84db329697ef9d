package io.ovation.dispatcher;

import akka.actor.typed.ActorRef;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;

/** Who sends a topic comments, in order and until they are acknowledged. */
interface Origin {

    /** Everything of that stream up to that has reached everybody. */
    void acknowledge(long stream, long sequence);

    /** A likes backend of this data centre. */
    record Backend(Topic topic, ActorRef<BackendMessage> ref) implements Origin {
        @Override
        public void acknowledge(long stream, long sequence) {
            ref.tell(new BackendMessage.CommentsPublished(topic, stream, sequence));
        }
    }

    /** The topic's actor in another data centre. */
    record Abroad(String ownDataCentre, ActorRef<TopicMessage> ref) implements Origin {
        @Override
        public void acknowledge(long stream, long sequence) {
            ref.tell(new TopicMessage.Received(ownDataCentre, stream, sequence));
        }
    }
}
