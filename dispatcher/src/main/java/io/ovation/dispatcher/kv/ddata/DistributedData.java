package io.ovation.dispatcher.kv.ddata;

import akka.actor.typed.ActorSystem;
import io.ovation.dispatcher.kv.KeyValueStore;
import io.ovation.dispatcher.kv.Table;
import io.ovation.dispatcher.kv.TableShape;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Tables that every dispatcher of the data centre has a copy of, in memory only. */
public final class DistributedData implements KeyValueStore {

    private final ActorSystem<?> system;
    private final DistributedDataSettings settings;

    public DistributedData(ActorSystem<?> system, DistributedDataSettings settings) {
        this.system = system;
        this.settings = settings;
    }

    /** Starts a replicator of its own for each table, so that none waits for another. */
    @Override
    public Table table(TableShape shape) {
        return new ReplicatedTable(
                shape,
                shape.numberedKeys().orElse(settings.partitions()),
                Replicas.start(system, settings, "table-" + shape.name()),
                InstantSource.system());
    }

    @Override
    public Duration usualLife() {
        return settings.entryLife();
    }

    /** The local copy is always there. */
    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }
}
