package io.ovation.likes.store;

import io.ovation.common.log.EntryBody;
import io.ovation.common.topic.Topic;

/**
 * What is to be logged, unless its id is known.
 *
 * @param origin the data centre that accepted it
 */
public record NewEntry(Topic topic, String origin, EntryBody body) {

    String id() {
        return body.id();
    }
}
