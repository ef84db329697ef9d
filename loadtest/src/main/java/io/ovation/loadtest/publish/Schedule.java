package io.ovation.loadtest.publish;

/**
 * When each event is meant to be sent: evenly spaced, whatever became of the ones before. What is measured from these
 * times includes every wait, so nothing is hidden by a sender that was held up ("coordinated omission", Gil Tene, "How
 * NOT to Measure Latency", 2013).
 *
 * @param startNanos {@link System#nanoTime()} of the first event
 */
public record Schedule(long startNanos, double eventsPerSecond) {

    private static final double NANOS_PER_SECOND = 1e9;

    public long intendedNanos(int sequence) {
        return startNanos + Math.round(sequence / eventsPerSecond * NANOS_PER_SECOND);
    }
}
