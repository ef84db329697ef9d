package io.ovation.frontend.topic;

import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.log.Entry;
import io.ovation.common.log.Retraction;
import io.ovation.frontend.crowd.ChatThrottle;
import io.ovation.frontend.frame.GapReason;
import io.ovation.frontend.frame.TopicSnapshot;
import io.ovation.frontend.replay.ReplaySource;

/**
 * What the viewers of one topic are told.
 *
 * @param <J> somebody who wants the topic
 */
public interface TopicOutput<J> extends ChatThrottle.Output {

    /** @param totals what they add up to */
    void likes(Event.Likes likes, Totals totals);

    void viewers(int count);

    void presence(Event.Presence presence);

    /** What has been encoded of the log may not be sent any more. */
    void rewritten(ReplaySource log);

    /**
     * Whatever is under way gives up the text of the comment, and every viewer is told, however many comment.
     *
     * @param resumable whether a stream may go on from it; not if viewers lack something that was before it
     */
    void retracted(Entry entry, Retraction retraction, boolean resumable);

    /** Every viewer is told that it has lost something, and how the topic stands. */
    void gap(GapReason reason, TopicSnapshot snapshot);

    /** Every viewer is told how the topic stands. */
    void snapshot(TopicSnapshot snapshot);

    /** Event loops that were refused something are made up to, if they can take it. */
    void makeUp(TopicSnapshot snapshot);

    /** There is an {@link LocalTopic#answer} for whoever waited for one. */
    void ready(J joining);
}
