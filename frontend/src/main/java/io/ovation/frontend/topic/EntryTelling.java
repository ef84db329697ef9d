package io.ovation.frontend.topic;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Emptied;
import io.ovation.common.log.Entry;
import io.ovation.common.log.EntryBody;
import io.ovation.common.log.Follower;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Retraction;
import io.ovation.common.trace.Ending;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TraceId;
import io.ovation.common.trace.TracedKind;
import io.ovation.common.trace.Tracing;
import io.ovation.frontend.crowd.ChatThrottle;
import io.ovation.frontend.frame.GapReason;
import io.ovation.frontend.topic.log.TopicLog;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the viewers of a topic are told of its log. They see it in its order and without a hole, but for what lies in a
 * gap; and nothing of what is retracted.
 *
 * <p>A gap is told at once, and then at most once a second while further ones keep coming. Until it has been told, what
 * lies behind it is not: a stream that broke off in between would resume behind the hole.
 */
final class EntryTelling {

    /** How often viewers are told of a gap at most. */
    static final Duration GAP_INTERVAL = Duration.ofSeconds(1);

    private final TopicLog<?> log;
    private final TopicStanding standing;
    private final TopicViewers viewers;
    private final ChatThrottle throttle;
    private final TopicOutput<?> output;
    private final Tracing tracing;
    private boolean gapPending;
    private long nextGapNanos;

    EntryTelling(
            TopicLog<?> log,
            TopicStanding standing,
            TopicViewers viewers,
            ChatThrottle throttle,
            TopicOutput<?> output,
            Tracing tracing,
            long nowNanos) {
        this.log = log;
        this.standing = standing;
        this.viewers = viewers;
        this.throttle = throttle;
        this.output = output;
        this.tracing = tracing;
        this.nextGapNanos = nowNanos;
    }

    /** What the log has taken, all of it. */
    void took(List<Follower.Taken> taken, long nowNanos) {
        Set<String> retracted = retractedIn(taken);
        boolean gap = false;
        for (Follower.Taken each : taken) {
            gap |= each.gap();
            tell(each.range(), retracted, gap || gapPending, nowNanos);
        }
        if (gap) {
            gap(nowNanos);
        }
    }

    /**
     * The log goes on with this, and what was before it is lost to the viewers.
     *
     * @param then what was taken behind it, which the snapshot shows, too
     */
    void lost(LogRange latest, List<Follower.Taken> then, long nowNanos) {
        tell(latest, Set.of(), true, nowNanos);
        for (Follower.Taken each : then) {
            tell(each.range(), Set.of(), true, nowNanos);
        }
        gap(nowNanos);
    }

    void run(long nowNanos) {
        if (gapPending && nowNanos - nextGapNanos >= 0) {
            gapPending = false;
            nextGapNanos = nowNanos + GAP_INTERVAL.toNanos();
            if (viewers.count() > 0) {
                output.gap(GapReason.FAILOVER, standing.snapshot(log));
            }
        }
    }

    OptionalLong nextNanos() {
        return gapPending ? OptionalLong.of(nextGapNanos) : OptionalLong.empty();
    }

    private void gap(long nowNanos) {
        // What came before it.
        throttle.flush(nowNanos);
        gapPending = true;
        run(nowNanos);
    }

    /** @param hidden whether it lies in a gap, or behind one that has not been told */
    private void tell(LogRange range, Set<String> retracted, boolean hidden, long nowNanos) {
        if (!range.isEmpty()) {
            Teller teller = new Teller(range.entries().get(0), retracted, hidden, nowNanos);
            for (Entry entry : range.entries()) {
                teller.entry = entry;
                entry.body().accept(teller);
            }
        }
    }

    /** The ranges hold texts that the window has emptied already. */
    private static Set<String> retractedIn(List<Follower.Taken> taken) {
        // Shared while empty, because retractions are rare.
        Set<String> retracted = Set.of();
        for (Follower.Taken each : taken) {
            for (Entry entry : each.range().entries()) {
                Optional<String> target = entry.retracts();
                if (target.isPresent()) {
                    retracted = retracted.isEmpty() ? new HashSet<>() : retracted;
                    retracted.add(target.get());
                }
            }
        }
        return retracted;
    }

    private final class Teller implements EntryBody.Visitor<Void> {

        private final Set<String> retracted;
        private final boolean hidden;
        private final long nowNanos;
        private Entry entry;

        Teller(Entry first, Set<String> retracted, boolean hidden, long nowNanos) {
            this.entry = first;
            this.retracted = retracted;
            this.hidden = hidden;
            this.nowNanos = nowNanos;
        }

        @Override
        public Void comment(Comment comment) {
            boolean isTaken = retracted.contains(comment.id()) || log.isRetracted(comment.id());
            if (isTaken) {
                ended(comment, Ending.RETRACTED);
            } else if (hidden) {
                ended(comment, Ending.GAP);
            } else if (viewers.count() == 0) {
                ended(comment, Ending.UNWATCHED);
            } else {
                throttle.comment(entry, comment, nowNanos);
            }
            return null;
        }

        @Override
        public Void retraction(Retraction retraction) {
            log.rewritten();
            output.rewritten(log);
            throttle.retract(retraction.target());
            // It may be waiting to be shown, or under way.
            tracing.ended(
                    Stage.FRONTEND_RECEIVED, TracedKind.COMMENT, TraceId.of(retraction.target()), Ending.RETRACTED);
            if (viewers.count() == 0) {
                ended(retraction, Ending.UNWATCHED);
            }
            output.retracted(entry, retraction, !hidden);
            return null;
        }

        @Override
        public Void emptied(Emptied emptied) {
            ended(emptied, Ending.RETRACTED);
            return null;
        }

        private void ended(EntryBody body, Ending ending) {
            tracing.ended(Stage.FRONTEND_RECEIVED, body, ending);
        }
    }
}
