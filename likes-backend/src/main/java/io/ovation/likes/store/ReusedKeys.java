package io.ovation.likes.store;

import io.ovation.common.log.EntryBody;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which comments of a batch come under an {@code Idempotency-Key} that was used for another comment: their id is
 * known, and what they say is not what was said under it first.
 */
public final class ReusedKeys {

    private ReusedKeys() {}

    /**
     * @param entries in the order in which they are to be numbered: the first of those with one id is the one that counts
     * @param logged the ids of those that the store has
     * @param contents of those of which the store knows what they said; of others nobody can tell, so none is refused
     */
    public static Set<NewEntry> find(List<NewEntry> entries, Set<String> logged, Map<String, CommentContent> contents) {
        Set<NewEntry> reused = new HashSet<>();
        Map<String, EntryBody> firsts = new HashMap<>();
        for (NewEntry entry : entries) {
            String id = entry.id();
            if (logged.contains(id)) {
                if (differ(Optional.ofNullable(contents.get(id)), entry)) {
                    reused.add(entry);
                }
            } else {
                EntryBody first = firsts.putIfAbsent(id, entry.body());
                if (first != null && differ(CommentContent.of(first), entry)) {
                    reused.add(entry);
                }
            }
        }
        return reused;
    }

    private static boolean differ(Optional<CommentContent> first, NewEntry repeated) {
        Optional<CommentContent> again = first.isEmpty() ? Optional.empty() : CommentContent.of(repeated.body());
        return again.isPresent() && !again.equals(first);
    }
}
