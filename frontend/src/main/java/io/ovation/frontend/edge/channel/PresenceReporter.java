package io.ovation.frontend.edge.channel;

import akka.actor.typed.ActorRef;
import io.netty.channel.Channel;
import io.ovation.frontend.presence.PresenceBeacon;
import java.util.Optional;

/** Tells who is here: the member of a stream or poll, for as long as its channel is open. */
public record PresenceReporter(ActorRef<PresenceBeacon.Command> presence) {

    public void begin(Channel channel, Optional<String> member) {
        member.ifPresent(name -> {
            presence.tell(new PresenceBeacon.Opened(name));
            channel.closeFuture().addListener(closed -> presence.tell(new PresenceBeacon.Ended(name)));
        });
    }
}
