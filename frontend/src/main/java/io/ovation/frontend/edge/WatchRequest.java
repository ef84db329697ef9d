package io.ovation.frontend.edge;

import io.ovation.common.event.EventId;
import io.ovation.common.topic.Topic;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody asks to be told of.
 *
 * @param member who it is, if that was said
 * @param lastSeen where an earlier stream or poll left off
 */
record WatchRequest(Set<Topic> topics, Optional<String> member, Optional<EventId> lastSeen) {}
