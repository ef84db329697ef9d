package io.ovation.frontend.topic;

import io.ovation.common.log.Follower;
import io.ovation.common.log.Mark;
import org.jspecify.annotations.Nullable;

/**
 * What is told to the actor of one topic, or to whoever else has its log.
 *
 * @param <S> whoever can be asked for entries
 */
public interface TopicUpstream<S> {

    void subscribe(int viewers);

    /** @param mark how far the topic's log has been followed; null if there is none */
    void renew(int viewers, @Nullable Mark mark);

    void unsubscribe();

    void fetch(Follower.Question<S> question);

    /** @param source null for whoever is the topic's actor now */
    void fetchBefore(Mark through, @Nullable S source);
}
