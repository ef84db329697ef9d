package io.ovation.common.protocol;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.receptionist.ServiceKey;
import akka.cluster.typed.Cluster;

/** The names under which nodes register with Akka's receptionist. */
public final class Services {

    private Services() {}

    /** The likes backends of this node's data centre. Those of others have other logs. */
    public static ServiceKey<BackendMessage> likesBackends(ActorSystem<?> system) {
        return likesBackends(Cluster.get(system).selfMember().dataCenter());
    }

    public static ServiceKey<BackendMessage> likesBackends(String dataCentre) {
        return ServiceKey.create(BackendMessage.class, "likes-backends-" + dataCentre);
    }

    /** Nodes that clients come to, of all data centres. */
    public static final ServiceKey<RevocationMessage> REVOCATIONS =
            ServiceKey.create(RevocationMessage.class, "revocations");

    /** One frontend node, so that any other can reach the connections it holds. */
    public static ServiceKey<FrontendMessage> frontend(String node) {
        return ServiceKey.create(FrontendMessage.class, "frontend-" + node);
    }
}
