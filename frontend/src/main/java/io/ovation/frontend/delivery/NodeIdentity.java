package io.ovation.frontend.delivery;

import akka.actor.typed.ActorRef;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.Subscriber;

/**
 * Who this frontend node is.
 *
 * @param name new for each boot; the name by which viewers and other frontends know it
 * @param address the same for each boot; the name by which topic actors know it
 * @param epoch larger for each boot
 */
public record NodeIdentity(String name, String address, long epoch) {

    Subscriber subscriber(ActorRef<FrontendMessage> ref) {
        return new Subscriber(address, epoch, ref);
    }
}
