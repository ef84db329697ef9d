package io.ovation.dispatcher.kv;

import java.time.Duration;
import java.util.Optional;

/** Where a node's tables are kept. Each data centre has one of its own. */
public interface KeyValueStore {

    /** To be called once for each table. */
    Table table(TableShape shape);

    /** How long a field should live that has no reason of its own: the longer, the less often it is written again. */
    Duration usualLife();

    /** @return why nothing can be read or written just now, in words for an operator; empty if that can be done */
    Optional<String> trouble();
}
