package io.ovation.dispatcher;

import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.topic.Topic;
import java.util.HashSet;
import java.util.Set;

/** Those of Akka's multi-data-centre membership. */
final class ClusterDataCentres implements DataCentres {

    private final Cluster cluster;
    private final TopicRegion topics;

    /** @param topics those of this data centre */
    ClusterDataCentres(ActorSystem<?> system, TopicRegion topics) {
        this.cluster = Cluster.get(system);
        this.topics = topics;
    }

    @Override
    public String own() {
        return cluster.selfMember().dataCenter();
    }

    @Override
    public Set<String> others() {
        Set<String> others = new HashSet<>(cluster.state().getAllDataCenters());
        others.remove(own());
        return others;
    }

    @Override
    public void tell(String dataCentre, Topic topic, TopicMessage message) {
        topics.topic(topic, dataCentre).tell(message);
    }
}
