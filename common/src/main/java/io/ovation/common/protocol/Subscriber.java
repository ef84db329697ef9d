package io.ovation.common.protocol;

import akka.actor.typed.ActorRef;

/**
 * A frontend node that watches a topic on behalf of its viewers.
 *
 * @param node its name, unique in the cluster
 * @param epoch larger for every boot of that node, so that what an earlier boot left behind can be told apart
 */
public record Subscriber(String node, long epoch, ActorRef<FrontendMessage> ref) implements WireMessage {

    /** Whether this is another boot of {@code other}'s node, and a later one. */
    public boolean replaces(Subscriber other) {
        return node.equals(other.node) && epoch > other.epoch;
    }

    /** Where its node is, by which operators know it. */
    public String hostAndPort() {
        return node.substring(node.indexOf('@') + 1);
    }
}
