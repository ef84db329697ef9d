package io.ovation.loadtest.process;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** The counters as they stand at one moment; two of them make a {@link Pace}. */
public record Reading(long nanos, long frames, Duration serverCpu, Duration ownCpu) {

    public static Reading take(long frames, ServerProcesses servers) throws IOException {
        long ownCpuNanos =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
        return new Reading(System.nanoTime(), frames, servers.cpu(), Duration.ofNanos(ownCpuNanos));
    }

    /** The same moment, with a count that was only known later. */
    public Reading withFrames(long count) {
        return new Reading(nanos, count, serverCpu, ownCpu);
    }
}
