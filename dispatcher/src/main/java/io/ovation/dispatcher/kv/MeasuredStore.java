package io.ovation.dispatcher.kv;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;

/** A store whose answers are timed. */
public final class MeasuredStore implements KeyValueStore {

    private final KeyValueStore store;
    private final MeterRegistry registry;

    public MeasuredStore(KeyValueStore store, MeterRegistry registry) {
        this.store = store;
        this.registry = registry;
    }

    @Override
    public Table table(TableShape shape) {
        return new MeasuredTable(store.table(shape), shape.name(), registry);
    }

    @Override
    public Duration usualLife() {
        return store.usualLife();
    }

    @Override
    public Optional<String> trouble() {
        return store.trouble();
    }
}
