package io.ovation.likes.store;

import java.util.List;
import java.util.Map;

/**
 * What the store holds now.
 *
 * @param totals for every key of the batch
 * @param comments one for each of the batch, in its order. One whose id was known already comes back as it was first
 *     kept, whatever the retry said.
 */
public record Committed(Map<LikesKey, Long> totals, List<NewComment> comments) {}
