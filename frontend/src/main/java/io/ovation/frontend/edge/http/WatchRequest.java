package io.ovation.frontend.edge.http;

import io.ovation.access.request.Refusal;
import io.ovation.access.rights.Caller;
import io.ovation.common.http.ProblemException;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.link.LastSeen;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody asks to be told of.
 *
 * @param topics and where an earlier stream or poll left off with each
 * @param member who it is, if that was said
 * @param resumes whether there was an earlier stream or poll
 * @param caller who asks
 */
record WatchRequest(Map<Topic, LastSeen> topics, Optional<String> member, boolean resumes, Caller caller) {

    /** @throws ProblemException unless they may have all of it */
    WatchRequest by(Caller asking) {
        boolean mayRead = topics.keySet().stream().allMatch(asking::mayRead);
        Refusal.require(mayRead && member.stream().allMatch(asking::speaksFor), asking);
        return new WatchRequest(topics, member, resumes, asking);
    }
}
