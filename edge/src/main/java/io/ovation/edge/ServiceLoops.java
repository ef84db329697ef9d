package io.ovation.edge;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import io.ovation.edge.transport.EventLoops;

/**
 * The event loops of a node's ports that are not the viewers', whose own hold long fan-outs: nobody waits for those, and
 * a flood of requests to one of these ports costs viewers no more than processors. They end after the actor system.
 */
public final class ServiceLoops implements Extension {

    private static final ExtensionId<ServiceLoops> ID = new ExtensionId<>() {
        @Override
        public ServiceLoops createExtension(ActorSystem<?> system) {
            ServiceLoops service = new ServiceLoops(EventLoops.start(
                    "service-loop",
                    ServiceSettings.from(system.settings().config()).loops()));
            system.getWhenTerminated().thenRun(service.loops::stop);
            return service;
        }
    };

    private final EventLoops loops;

    private ServiceLoops(EventLoops loops) {
        this.loops = loops;
    }

    public static ServiceLoops get(ActorSystem<?> system) {
        return ID.apply(system);
    }

    public EventLoops loops() {
        return loops;
    }
}
