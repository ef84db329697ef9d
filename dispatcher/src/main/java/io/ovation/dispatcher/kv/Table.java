package io.ovation.dispatcher.kv;

import akka.Done;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Keys that have fields, each a small text. A memory aid for the one actor that owns a key: fields may be lost or linger,
 * and expire unless they are written again.
 *
 * <p>Each call stands alone, so that two writers never overwrite each other's fields. No call throws or blocks, and every
 * stage completes, exceptionally if the store could not do it in a time that its own settings bound.
 */
public interface Table {

    /**
     * What is kept in a field.
     *
     * @param version of two versions the higher is kept
     * @param life for how long it is kept; when it is read, how much of that is left
     * @param marked whether its key is one of {@link #markedKeys}
     */
    record Field(long version, String text, Duration life, boolean marked) {}

    /** @return the fields by their names */
    CompletionStage<Map<String, Field>> read(String key);

    /** Replaces fields of the same or a lower version; leaves those of a higher version and all others alone. */
    CompletionStage<Done> write(String key, Map<String, Field> fields);

    /** Removes a field of that or a lower version. */
    CompletionStage<Done> remove(String key, String field, long version);

    /** @return the keys that have a marked field, and perhaps a few more */
    CompletionStage<Set<String>> markedKeys();

    /** Whether what was written before that {@link System#nanoTime()} may be lost by now. */
    boolean mayHaveForgotten(long writtenAtNanos);
}
