package io.ovation.insights.trace.join;

import io.ovation.common.insight.TraceFigures.Slice;
import io.ovation.common.trace.TracedKind;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Is told what the joiner finds, as it finds it. */
public interface Findings {

    /** Of a step that was expected. */
    enum Verdict {
        MADE,
        LOST,
        /** Somebody who would have noted it was not heard of. */
        UNKNOWN
    }

    /** Of an event, all in all; the worst that is true. */
    enum Outcome {
        COMPLETE,
        /** Nobody was to be shown it, and that is as it should be. */
        ENDED,
        LOST,
        UNKNOWN
    }

    /** Of a checkpoint that came. */
    enum Intake {
        TAKEN,
        /** Its event was judged before. */
        LATE,
        /** It had come before. */
        REPEATED,
        /** Its event was judged before its time, because there were too many. */
        DISPLACED
    }

    /** Why a latency is not known. */
    enum Doubt {
        /** It would be less than nothing, as far as the clocks are known to be wrong. */
        UNCERTAIN,
        /** It would be less than nothing, though the clocks are known well enough. */
        SKEWED
    }

    /**
     * A step took that long.
     *
     * @param node where it ended
     * @param weight for how many viewers
     */
    void took(Slice slice, String node, long micros, int weight);

    /** It took that long from the publisher's request until it was written, or received. */
    void delivered(Slice slice, long micros, int weight);

    /** An event had been lost on its way to a stage, and was fetched; since the stage before, if that was noted. */
    void filled(Slice slice, OptionalLong micros);

    void doubted(Doubt doubt);

    /** @param node that would have made the step; null if any of several */
    void judged(Slice slice, @Nullable String node, Verdict verdict);

    void ended(TracedKind kind, Outcome outcome);

    /** A viewer was shown an event when the playhead had passed its moment by so much of the video. */
    void shown(TracedKind kind, long behindMicros);

    void came(Intake intake, int checkpoints);
}
