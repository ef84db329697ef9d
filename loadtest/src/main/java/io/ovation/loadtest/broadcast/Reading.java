package io.ovation.loadtest.broadcast;

import com.sun.management.OperatingSystemMXBean;
import io.ovation.loadtest.process.ServerProcesses;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** The counters as they stand at one moment; two of them make a {@link Pace}. */
record Reading(long nanos, long frames, Duration serverCpu, Duration ownCpu) {

    static Reading take(long frames, ServerProcesses servers) throws IOException {
        long ownCpuNanos =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
        return new Reading(System.nanoTime(), frames, servers.cpu(), Duration.ofNanos(ownCpuNanos));
    }
}
