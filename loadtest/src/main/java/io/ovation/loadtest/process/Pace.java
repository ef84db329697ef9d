package io.ovation.loadtest.process;

import java.time.Duration;

/**
 * How much was done in the time that is measured, and at what cost. Processor time is in cores: 1 is one core, busy.
 *
 * @param serverMicrosPerFrame processor time of the server for each frame delivered
 */
public record Pace(
        double seconds,
        long frames,
        double framesPerSecond,
        double serverCores,
        double serverMicrosPerFrame,
        double ownCores) {

    public static Pace between(Reading begin, Reading end) {
        double seconds = (end.nanos() - begin.nanos()) / 1e9;
        long frames = end.frames() - begin.frames();
        double serverSeconds = seconds(end.serverCpu().minus(begin.serverCpu()));
        return new Pace(
                seconds,
                frames,
                frames / seconds,
                serverSeconds / seconds,
                frames == 0 ? 0 : serverSeconds / frames * 1e6,
                seconds(end.ownCpu().minus(begin.ownCpu())) / seconds);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
