package io.ovation.common.log;

import io.ovation.common.trace.Ending;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.Tracing;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes which entries of a log somebody has got who follows it. */
public final class EntryTrace {

    /** What was logged longer ago is not followed any more. */
    private static final Duration RECENT = Duration.ofSeconds(10);

    private final Tracing tracing;
    private final Stage stage;

    public EntryTrace(Tracing tracing, Stage stage) {
        this.tracing = tracing;
        this.stage = stage;
    }

    /** @param answer what was asked for; null if nothing was */
    public void took(List<Follower.Taken> taken, @Nullable LogRange answer) {
        if (tracing.share() == 0) {
            return;
        }
        for (Follower.Taken each : taken) {
            for (Entry entry : each.range().entries()) {
                if (answer != null && answer.covers(entry.position())) {
                    tracing.fetched(stage, entry.body());
                } else {
                    tracing.reached(stage, entry.body());
                }
            }
        }
    }

    /** The log begins, or begins anew, with these: nobody is told of them one by one. */
    public void began(LogRange latest) {
        endedRecent(latest, Ending.GAP);
    }

    /** They have come, and nobody is to be told. */
    public void nobodyWatches(LogRange range) {
        endedRecent(range, Ending.UNWATCHED);
    }

    private void endedRecent(LogRange range, Ending ending) {
        if (tracing.share() == 0) {
            return;
        }
        long since = tracing.nowMicros() / 1_000 - RECENT.toMillis();
        for (Entry entry : range.entries()) {
            if (entry.loggedAt().toEpochMilli() >= since) {
                tracing.ended(stage, entry.body(), ending);
            }
        }
    }
}
