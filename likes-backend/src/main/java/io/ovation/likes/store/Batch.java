package io.ovation.likes.store;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one transaction keeps.
 *
 * @param likes how many to add; sorted, so that every process locks rows in the same order and none waits in a circle
 * @param comments in the order in which they are to be numbered; an id may come twice, or be known already
 */
public record Batch(SortedMap<LikesKey, Long> likes, List<NewComment> comments) {

    public Batch(Map<LikesKey, Long> likes, List<NewComment> comments) {
        this(new TreeMap<>(likes), List.copyOf(comments));
    }
}
