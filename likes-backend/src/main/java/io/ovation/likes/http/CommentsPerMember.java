package io.ovation.likes.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.access.rights.Caller;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import io.ovation.common.limit.RateLimit;
import java.time.Duration;

/**
 * How often each member may comment, in whichever topics. For those who speak for themselves it is what a person can
 * type; a service may know better, and where access is open everybody speaks for everybody.
 */
final class CommentsPerMember {

    private final RateLimit<String> own;
    private final RateLimit<String> byServices;
    private final Counter refused = Metrics.counter("ovation.likes.comments.refused", "reason", "member");

    CommentsPerMember(ApiSettings settings) {
        this.own = new RateLimit<>(settings.commentsPerMember());
        this.byServices = new RateLimit<>(settings.commentsPerMemberByServices());
    }

    /** @throws ProblemException 429 if the comment may not be published now */
    void take(String member, Caller caller) {
        (caller.isService() ? byServices : own).take(member).ifPresent(this::refuse);
    }

    private void refuse(Duration wait) {
        refused.increment();
        throw Problem.tooMany("comments of this member").asException(wait);
    }
}
