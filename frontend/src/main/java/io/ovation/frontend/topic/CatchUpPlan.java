package io.ovation.frontend.topic;

import io.ovation.common.log.Mark;
import io.ovation.frontend.frame.GapReason;
import io.ovation.frontend.link.Joining;
import io.ovation.frontend.topic.log.TopicLog;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a viewer is brought up to date. A snapshot comes last in any case.
 *
 * @param gap why there is a gap; null if there is none
 * @param after the place after which the log is replayed; null if it is not
 */
public record CatchUpPlan(@Nullable GapReason gap, @Nullable Mark after) {

    static final CatchUpPlan SNAPSHOT = new CatchUpPlan(null, null);
    static final CatchUpPlan EXPIRED = new CatchUpPlan(GapReason.EXPIRED, null);
    static final CatchUpPlan LOST = new CatchUpPlan(GapReason.FAILOVER, null);

    static CatchUpPlan replay(Mark after) {
        return new CatchUpPlan(null, after);
    }

    /** @param hasLog whether the topic has any */
    static CatchUpPlan of(Joining joining, boolean hasLog, TopicLog<?> log, Instant now) {
        if (joining.wasWatching()) {
            return LOST;
        }
        if (joining.lastSeen().isNothing() || !hasLog) {
            return SNAPSHOT;
        }
        if (!log.hasBegun()) {
            return EXPIRED;
        }
        return log.resume(joining.lastSeen(), now)
                .map(mark -> mark.equals(log.last()) ? SNAPSHOT : replay(mark))
                .orElse(EXPIRED);
    }

    /** For somebody who has been replayed everything up to that mark. */
    static CatchUpPlan after(Mark mark, TopicLog<?> log) {
        return log.knows(mark) ? replay(mark) : EXPIRED;
    }
}
