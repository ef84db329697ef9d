package io.ovation.loadtest.room;

import io.ovation.loadtest.viewer.StreamListener;
import java.util.BitSet;
import java.util.function.LongSupplier;

/** How much one member's stream has shown, and which of that member's own comments. To be read when its loop has ended. */
final class MemberTally implements StreamListener {

    private final int run;
    private final int member;
    private final boolean timed;
    private final Turns turns;
    private final LoopTally loop;
    private final LongSupplier nanoTime;
    private final BitSet echoes = new BitSet();
    private int repeatedEchoes;
    private int seen;
    private int sampled;
    private int gaps;

    /**
     * @param timed whether it reads at once, so that its latencies count
     * @param nanoTime {@link System#nanoTime()}
     */
    MemberTally(int run, int member, boolean timed, Turns turns, LoopTally loop, LongSupplier nanoTime) {
        this.run = run;
        this.member = member;
        this.timed = timed;
        this.turns = turns;
        this.loop = loop;
        this.nanoTime = nanoTime;
    }

    @Override
    public void onStamp(int stampedRun, int comment, long intendedNanos) {
        if (stampedRun != run || comment < 0 || comment >= turns.comments()) {
            return;
        }
        boolean own = turns.member(comment) == member;
        if (own) {
            onOwn(turns.turn(comment));
        }
        loop.onSeen();
        if (!turns.isMeasured(comment)) {
            return;
        }
        seen++;
        if (timed) {
            loop.onLatency(nanoTime.getAsLong() - intendedNanos, own);
        }
    }

    @Override
    public void onSampled() {
        sampled++;
    }

    @Override
    public void onGap() {
        gaps++;
    }

    private void onOwn(int turn) {
        if (echoes.get(turn)) {
            repeatedEchoes++;
        } else {
            echoes.set(turn);
            loop.onEcho();
        }
    }

    /** How many of the member's own comments were accepted and did not come. */
    int missingEchoes(BitSet accepted) {
        int missing = 0;
        long comment = member;
        for (int turn = 0; comment < turns.comments(); comment = turns.comment(member, ++turn)) {
            if (accepted.get((int) comment) && !echoes.get(turn)) {
                missing++;
            }
        }
        return missing;
    }

    int repeatedEchoes() {
        return repeatedEchoes;
    }

    /** Comments, own ones included, without those of the warm-up. */
    int seen() {
        return seen;
    }

    int sampled() {
        return sampled;
    }

    int gaps() {
        return gaps;
    }
}
