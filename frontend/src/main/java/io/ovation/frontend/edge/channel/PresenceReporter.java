package io.ovation.frontend.edge.channel;

import akka.actor.typed.ActorRef;
import io.netty.util.concurrent.Future;
import io.ovation.frontend.presence.PresenceBeacon;
import java.util.Optional;

/** Tells who is here: the member of a stream or poll, for as long as there is somebody who could read it. */
public record PresenceReporter(ActorRef<PresenceBeacon.Command> presence) {

    /** @param end of the stream or poll */
    public void begin(Future<?> end, Optional<String> member) {
        member.ifPresent(name -> {
            presence.tell(new PresenceBeacon.Opened(name));
            end.addListener(ended -> presence.tell(new PresenceBeacon.Ended(name)));
        });
    }
}
