package io.ovation.dispatcher.topic;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets each member's typing through once per interval. Remembers a bounded number of members; while that many are
 * typing, others are refused.
 */
final class TypingLimiter {

    /** What becomes of a member's typing. */
    enum Verdict {
        PASS,
        TOO_SOON,
        TOO_MANY_MEMBERS
    }

    private final long intervalNanos;
    private final int memberLimit;

    /** In the order in which they were let through, so that those to forget come first. */
    private final Map<String, Long> passedAtNanos = new LinkedHashMap<>();

    TypingLimiter(Duration interval, int memberLimit) {
        this.intervalNanos = interval.toNanos();
        this.memberLimit = memberLimit;
    }

    /** @param nowNanos {@link System#nanoTime()} */
    Verdict judge(String member, long nowNanos) {
        forgetUntil(nowNanos - intervalNanos);
        if (passedAtNanos.containsKey(member)) {
            return Verdict.TOO_SOON;
        }
        if (passedAtNanos.size() >= memberLimit) {
            return Verdict.TOO_MANY_MEMBERS;
        }
        passedAtNanos.put(member, nowNanos);
        return Verdict.PASS;
    }

    int members() {
        return passedAtNanos.size();
    }

    private void forgetUntil(long nanos) {
        Iterator<Long> passed = passedAtNanos.values().iterator();
        while (passed.hasNext() && passed.next() - nanos <= 0) {
            passed.remove();
        }
    }
}
