package io.ovation.frontend.viewer;

import akka.actor.typed.ActorRef;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.EncodedEvents;
import io.ovation.frontend.frame.ViewerMessage;
import java.util.List;

/** The socket of one viewer, used on its event loop only. */
public interface ViewerChannel {

    /** From now on {@code connection} is told when this can take more, and when it is gone. */
    void attach(ActorRef<ViewerMessage> connection);

    /** Whether more may be sent: few enough bytes wait for this viewer, or for all of the node's together. */
    boolean isWritable();

    /** What was written and has not left; it takes memory until then. */
    int waitingBytes();

    /** Sends the events, or keeps them until the network takes them. */
    void write(EncodedEvents events);

    /** The same for several, which leave together. */
    void write(List<EncodedEvents> events);

    /** Sends the last events. With them the stream is complete: a client can tell it from one that was cut off. */
    void end(EncodedEvents last);

    /** Whether what is written stays here for a while, and a comment in it can be {@linkplain #retract taken back}. */
    default boolean isGathering() {
        return false;
    }

    /** The comment vanishes from what has been written and not been sent. */
    default void retract(Topic topic, String comment) {}

    /** Closes once what was queued has left, which it gets a moment for. */
    void close();
}
