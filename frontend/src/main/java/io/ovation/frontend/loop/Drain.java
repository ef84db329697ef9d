package io.ovation.frontend.loop;

import java.time.Duration;

/**
 * Spreads the end of many connections evenly over a time, so that their viewers, who all come back elsewhere, do not
 * come at once. Each tick ends the connections there are divided by the ticks that are left; fractions are carried
 * over. So it holds for any number of connections, and makes up by itself for those that come late or leave early.
 */
final class Drain {

    static final Duration TICK = Duration.ofMillis(100);

    private long ticksLeft;
    private double due;

    Drain(Duration duration) {
        this.ticksLeft = Math.max(1, duration.dividedBy(TICK));
    }

    /**
     * @param open connections there are
     * @return how many of them end now; all of them when the time is over
     */
    int next(int open) {
        if (ticksLeft <= 1) {
            return open;
        }
        due += (double) open / ticksLeft--;
        int ending = Math.min(open, (int) due);
        due -= ending;
        return ending;
    }
}
