package io.ovation.common.node;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import com.typesafe.config.Config;
import io.ovation.common.settings.OtlpSettings;
import io.ovation.common.trace.Drill;
import io.ovation.common.trace.DrillSettings;
import io.ovation.common.trace.TraceSettings;
import io.ovation.common.trace.Tracing;

/** What a node notes of the events that are followed. */
public final class NodeTracing implements Extension {

    private static final ExtensionId<NodeTracing> ID = new ExtensionId<>() {
        @Override
        public NodeTracing createExtension(ActorSystem<?> system) {
            Config config = system.settings().config();
            TraceSettings settings = TraceSettings.from(config);
            Drill drill = new Drill(DrillSettings.from(config));
            return new NodeTracing(new Tracing(
                    settings.sampling(),
                    settings.checkpoints(),
                    drill,
                    OtlpSettings.from(config).traces().isPresent()));
        }
    };

    private final Tracing tracing;

    private NodeTracing(Tracing tracing) {
        this.tracing = tracing;
    }

    public static Tracing of(ActorSystem<?> system) {
        return ID.apply(system).tracing;
    }
}
