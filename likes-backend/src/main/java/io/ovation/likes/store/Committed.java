package io.ovation.likes.store;

import java.util.List;
import java.util.Map;

/**
 * What a commit changed.
 *
 * @param totals for every key of the batch, as they are now
 * @param comments those of the batch that were not known before, in their order
 */
public record Committed(Map<LikesKey, Long> totals, List<NewComment> comments) {}
