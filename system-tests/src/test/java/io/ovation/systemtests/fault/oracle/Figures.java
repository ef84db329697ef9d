package io.ovation.systemtests.fault.oracle;

import java.time.Duration;

/**
 * What a trial came to.
 *
 * @param comments acknowledged
 * @param deliveries comments that viewers got, over all viewers
 * @param excused comments that a viewer missed where a gap was announced
 * @param gaps announced
 * @param reconnects of all viewers
 * @param worstSecond the largest number of viewers that came back within one second
 * @param worstDelay the longest that a viewer waited for a comment after its acknowledgement
 */
public record Figures(
        long comments,
        long deliveries,
        long excused,
        long gaps,
        long viewers,
        long reconnects,
        long worstSecond,
        Duration worstDelay) {

    @Override
    public String toString() {
        return ("%d comments, %d viewers, %d deliveries, %d gaps announced (%d comments in them), %d reconnects"
                        + " (at most %d in a second), longest wait for a comment %d ms")
                .formatted(
                        comments, viewers, deliveries, gaps, excused, reconnects, worstSecond, worstDelay.toMillis());
    }
}
