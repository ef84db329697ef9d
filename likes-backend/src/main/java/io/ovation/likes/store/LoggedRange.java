package io.ovation.likes.store;

import io.ovation.common.log.LogRange;
import io.ovation.common.topic.Topic;

/**
 * What a commit has added to a topic's log.
 *
 * @param gap whether it comes too late to be shown one by one
 */
public record LoggedRange(Topic topic, LogRange range, boolean gap) {}
