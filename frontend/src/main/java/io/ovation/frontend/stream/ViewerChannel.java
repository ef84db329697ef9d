package io.ovation.frontend.stream;

import akka.actor.typed.ActorRef;
import io.netty.buffer.ByteBuf;

/** The socket of one viewer, used on its event loop only. */
public interface ViewerChannel {

    /** From now on {@code connection} is told of {@link Connection.Writable} and {@link Connection.Closed}. */
    void attach(ActorRef<Connection.Command> connection);

    /** Whether fewer bytes wait than the bound. */
    boolean isWritable();

    /** Sends the bytes, or keeps them until the network takes them. */
    void write(ByteBuf bytes);

    /** Closes once what was queued has left, which it gets a moment for. */
    void close();
}
