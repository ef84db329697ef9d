package io.ovation.dispatcher.kv.ddata;

import io.ovation.dispatcher.kv.Table.Field;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One partition of a table: what can be read of it, and what is to be changed in the replicated map that it was read from.
 * Whatever has expired, or is outdone by a higher version, is to be removed from there.
 */
final class PartitionContents {

    private final Set<String> names;
    private final Map<String, Map<String, ReplicatedField>> byKey = new HashMap<>();
    private final Map<String, Optional<String>> edits = new LinkedHashMap<>();

    /** @param entries of the replicated map */
    PartitionContents(Map<String, String> entries, Instant now) {
        names = entries.keySet();
        entries.forEach((name, value) -> {
            ReplicatedField found = ReplicatedField.parse(name, value);
            if (found.hasExpired(now)) {
                remove(found);
            } else {
                keepHigher(found);
            }
        });
    }

    Map<String, Field> fields(String key, Instant now) {
        Map<String, Field> fields = new HashMap<>();
        byKey.getOrDefault(key, Map.of()).forEach((name, field) -> fields.put(name, field.read(now)));
        return fields;
    }

    Set<String> markedKeys() {
        Set<String> keys = new HashSet<>();
        byKey.forEach((key, fields) -> {
            if (fields.values().stream().anyMatch(ReplicatedField::marked)) {
                keys.add(key);
            }
        });
        return keys;
    }

    /** Without effect if a higher version is here. */
    void write(ReplicatedField field) {
        if (keepHigher(field)) {
            edits.put(field.name(), Optional.of(field.value()));
        }
    }

    /** Without effect if a higher version is here. */
    void remove(String key, String field, long version) {
        Map<String, ReplicatedField> fields = byKey.getOrDefault(key, Map.of());
        ReplicatedField kept = fields.get(field);
        if (kept != null && kept.version() <= version) {
            fields.remove(field);
            remove(kept);
        }
    }

    /** What is to become of the replicated map: names with new values, or with none if they are to be removed. */
    Map<String, Optional<String>> edits() {
        return edits;
    }

    private boolean keepHigher(ReplicatedField field) {
        Map<String, ReplicatedField> fields = byKey.computeIfAbsent(field.key(), key -> new HashMap<>());
        ReplicatedField kept = fields.get(field.field());
        if (kept != null && kept.version() > field.version()) {
            remove(field);
            return false;
        }
        if (kept != null && kept.version() < field.version()) {
            remove(kept);
        }
        fields.put(field.field(), field);
        return true;
    }

    private void remove(ReplicatedField field) {
        String name = field.name();
        if (names.contains(name)) {
            edits.put(name, Optional.empty());
        } else {
            edits.remove(name);
        }
    }
}
