package io.ovation.dispatcher.remote;

import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.util.Set;

/** The data centres of the cluster, as a topic's actor sees them. */
public interface DataCentres {

    /** The one that this node is in. */
    String own();

    /** All others that have nodes in the cluster, reachable or not. */
    Set<String> others();

    /** Whether this node is the one that does what is to be done once in this data centre. */
    boolean isOldest();

    /** Tells the topic's actor in another data centre, without waiting and without knowing whether it arrives. */
    void tell(String dataCentre, Topic topic, TopicMessage message);
}
