package io.ovation.systemtests.fault.oracle;

import java.time.Duration;
import java.util.List;

/** How a crowd came back. */
final class Reconnects {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private Reconnects() {}

    /** The most of them that fall into one second, wherever it begins. */
    static long worstSecond(List<Long> timesNanos) {
        List<Long> sorted = timesNanos.stream().sorted().toList();
        int first = 0;
        int worst = 0;
        for (int last = 0; last < sorted.size(); last++) {
            while (sorted.get(last) - sorted.get(first) >= SECOND) {
                first++;
            }
            worst = Math.max(worst, last - first + 1);
        }
        return worst;
    }
}
