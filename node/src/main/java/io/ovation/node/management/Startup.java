package io.ovation.node.management;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;

/** Whether all of a node's roles have started. */
public final class Startup implements Extension {

    private static final Id ID = new Id();

    private volatile boolean complete;

    public static Startup of(ActorSystem<?> system) {
        return ID.apply(system);
    }

    public void markComplete() {
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }

    private static final class Id extends ExtensionId<Startup> {

        @Override
        public Startup createExtension(ActorSystem<?> system) {
            return new Startup();
        }
    }
}
