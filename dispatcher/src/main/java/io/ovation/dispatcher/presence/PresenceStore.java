package io.ovation.dispatcher.presence;

import akka.Done;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * What outlives a bucket: its members as they were. A memory aid for the one actor that owns the bucket. Entries expire
 * unless they are written again, and may be lost. No call throws or blocks, and every stage completes, exceptionally if
 * the store could not do it in time.
 */
interface PresenceStore {

    /** @return those of whom anything is known */
    CompletionStage<Map<String, PresenceRecord>> load(int bucket);

    /** Replaces what was known of these members, and leaves others alone. */
    CompletionStage<Done> write(int bucket, Map<String, PresenceRecord> members);

    /** @return the buckets with a member who was online when the bucket wrote last; perhaps a few more */
    CompletionStage<Set<Integer>> online();

    /** Whether what was written before may be lost by now. */
    boolean mayHaveForgotten(long writtenAtNanos);
}
