package io.ovation.common.memory;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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
    private final long bodyBytesOfPort;
    private final Map<String, ByteBudget> bodies = new ConcurrentHashMap<>();

    private NodeMemory(MemorySettings settings, long heapBytes) {
        this.windows = budget("windows", (long) (heapBytes * settings.windows()));
        this.mailboxes = budget("mailboxes", (long) (heapBytes * settings.mailboxes()));
        this.viewers = budget("viewers", (long) (heapBytes * settings.viewers()));
        this.replays = budget("replays", settings.replayBytes(heapBytes));
        this.bodyBytesOfPort = settings.bodyBytesOfPort(heapBytes);
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

    /**
     * Bodies of requests, from their first byte to their answers.
     *
     * @param port its name; each has as much
     */
    public ByteBudget bodies(String port) {
        return bodies.computeIfAbsent(port, name -> budget("bodies-" + name, bodyBytesOfPort));
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
