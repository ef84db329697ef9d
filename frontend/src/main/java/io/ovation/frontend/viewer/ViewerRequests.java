package io.ovation.frontend.viewer;

import akka.actor.typed.ActorRef;
import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.ViewerMessage;

/** Asks on behalf of a viewer for what brings it up to date; a {@link CatchUp} answers each. */
public interface ViewerRequests {

    /** It has lost what a topic's log had. */
    void recover(ActorRef<ViewerMessage> connection, Topic topic);

    /** It has lost nothing but what a snapshot makes up for. */
    void refresh(ActorRef<ViewerMessage> connection, Topic topic);

    /** It has what was missed of a topic up to there, and can take more. */
    void more(ActorRef<ViewerMessage> connection, Topic topic, Mark after);
}
