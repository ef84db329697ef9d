package io.ovation.node;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;

/** Whether all of a node's roles have started. */
final class Startup implements Extension {

    private static final Id ID = new Id();

    private volatile boolean complete;

    static Startup of(ActorSystem<?> system) {
        return ID.apply(system);
    }

    void markComplete() {
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
