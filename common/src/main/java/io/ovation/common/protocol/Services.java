package io.ovation.common.protocol;

import akka.actor.typed.receptionist.ServiceKey;

/** The names under which nodes register with Akka's receptionist. */
public final class Services {

    public static final ServiceKey<BackendMessage> LIKES_BACKENDS =
            ServiceKey.create(BackendMessage.class, "likes-backends");

    private Services() {}

    /** One frontend node, so that any other can reach the connections it holds. */
    public static ServiceKey<FrontendMessage> frontend(String node) {
        return ServiceKey.create(FrontendMessage.class, "frontend-" + node);
    }
}
