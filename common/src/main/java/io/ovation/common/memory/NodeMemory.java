package io.ovation.common.memory;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;

/** The budgets of a node, which all of its roles share. */
public final class NodeMemory implements Extension {

    private static final ExtensionId<NodeMemory> ID = new ExtensionId<>() {
        @Override
        public NodeMemory createExtension(ActorSystem<?> system) {
            return new NodeMemory(
                    MemorySettings.from(system.settings().config()),
                    Runtime.getRuntime().maxMemory());
        }
    };

    private final ByteBudget windows;
    private final ByteBudget mailboxes;
    private final ByteBudget viewers;
    private final ByteBudget replays;

    private NodeMemory(MemorySettings settings, long heapBytes) {
        this.windows = budget("windows", (long) (heapBytes * settings.windows()));
        this.mailboxes = budget("mailboxes", (long) (heapBytes * settings.mailboxes()));
        this.viewers = budget("viewers", (long) (heapBytes * settings.viewers()));
        this.replays = budget("replays", settings.replayBytes(heapBytes));
    }

    public static NodeMemory get(ActorSystem<?> system) {
        return ID.apply(system);
    }

    /** The logs of topics, and what waits above holes in them. */
    public ByteBudget windows() {
        return windows;
    }

    /** Messages that wait for actors and may be refused. */
    public ByteBudget mailboxes() {
        return mailboxes;
    }

    /** What waits for viewers that do not read. */
    public ByteBudget viewers() {
        return viewers;
    }

    /** Encoded snapshots and replays. */
    public ByteBudget replays() {
        return replays;
    }

    private static ByteBudget budget(String name, long limit) {
        ByteBudget budget = new ByteBudget(limit);
        Gauge.builder("ovation.memory.taken", budget, ByteBudget::taken)
                .tag("buffers", name)
                .baseUnit("bytes")
                .strongReference(true)
                .register(Metrics.globalRegistry);
        Gauge.builder("ovation.memory.limit", budget, ByteBudget::limit)
                .tag("buffers", name)
                .baseUnit("bytes")
                .strongReference(true)
                .register(Metrics.globalRegistry);
        return budget;
    }
}
