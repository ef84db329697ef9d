package io.ovation.dispatcher;

import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.util.Set;

/** The data centres of the cluster, as a topic's actor sees them. */
interface DataCentres {

    /** The one that this node is in. */
    String own();

    /** All others that have nodes in the cluster, reachable or not. */
    Set<String> others();

    /** Tells the topic's actor in another data centre, without waiting and without knowing whether it arrives. */
    void tell(String dataCentre, Topic topic, TopicMessage message);
}
