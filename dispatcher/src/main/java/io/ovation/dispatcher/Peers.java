package io.ovation.dispatcher;

import akka.actor.typed.ActorRef;
import io.ovation.common.event.Comment;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** The same topic in every other data centre. What was published here goes there once, and never further. */
final class Peers {

    private final ActorRef<TopicMessage> self;
    private final Topic topic;
    private final DispatcherSettings settings;
    private final DataCentres dataCentres;
    private final Map<String, Peer> byDataCentre = new HashMap<>();

    Peers(ActorRef<TopicMessage> self, Topic topic, TopicEnvironment environment) {
        this.self = self;
        this.topic = topic;
        this.settings = environment.settings();
        this.dataCentres = environment.dataCentres();
        refresh();
    }

    /** Looks which data centres there are now. One that is cut off is still there. */
    void refresh() {
        Set<String> others = dataCentres.others();
        byDataCentre.keySet().retainAll(others);
        others.forEach(there -> byDataCentre.computeIfAbsent(
                there,
                any -> new Peer(
                        dataCentres.own(),
                        self,
                        message -> dataCentres.tell(there, topic, message),
                        settings.newOutbound())));
    }

    void tell(TopicMessage message) {
        byDataCentre.values().forEach(peer -> peer.tell(message));
    }

    void forward(Comment comment, long number, long nowNanos) {
        byDataCentre.values().forEach(peer -> peer.forward(comment, number, nowNanos));
    }

    /** @return whether it came from another data centre */
    boolean received(TopicMessage.Received received, long nowNanos) {
        Peer peer = byDataCentre.get(received.receiver());
        if (peer != null) {
            peer.received(received, nowNanos);
        }
        return peer != null;
    }

    void repeat(long nowNanos) {
        byDataCentre.values().forEach(peer -> peer.repeat(nowNanos));
    }

    /** Whether some data centre has not got everything yet. */
    boolean areOwed() {
        return byDataCentre.values().stream().anyMatch(Peer::isOwed);
    }

    /** The lowest number of a comment that some data centre lacks for which it is worth waiting. */
    OptionalLong lacking(long nowNanos) {
        return byDataCentre.values().stream()
                .flatMapToLong(peer -> peer.lacking(nowNanos).stream())
                .min();
    }
}
